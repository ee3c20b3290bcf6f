TRY ' expect warning BASIC_NOT_AVAILABLE
  x = GET "https://example.com"
CATCH problem
  TALK "failed: " + problem
END TRY
TRY ' expect warning BASIC_NOT_AVAILABLE
  y = 1
CATCH
  y = 2
END TRY
