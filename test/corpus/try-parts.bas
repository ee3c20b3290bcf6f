TRY ' expect error BASIC_TRY_PART
  x = 1
END TRY
TRY
  x = 1
FINALLY
  x = 2
CATCH e ' expect error BASIC_TRY_PART
  x = 3
END TRY
TRY
  x = 1
CATCH "problem" ' expect error BASIC_NAME_EXPECTED
  x = 3
END TRY
finally = 1
TALK finally
