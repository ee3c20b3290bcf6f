' expect ok
TRY
  x = GET "https://example.com" ' expect warning BASIC_NOT_AVAILABLE
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
