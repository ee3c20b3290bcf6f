TRY ' expect warning BASIC_NOT_AVAILABLE
  x = 1
CATCH e
  TALK e
END TRY
