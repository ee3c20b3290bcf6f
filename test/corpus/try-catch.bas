' expect ok
TRY
  x = GET "https://example.com"
CATCH problem
  TALK "failed: " + problem.message
END TRY
TRY
  y = 1
CATCH
  y = 2
FINALLY
  TALK "done"
END TRY
TRY
  TALK "x"
FINALLY
  TRY
    THROW "inner"
  CATCH e
    THROW e
  END TRY
END TRY
