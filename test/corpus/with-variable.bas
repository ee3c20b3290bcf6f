WITH order
  id = 7
  IF large THEN
    rebate = 5 ' expect hint BASIC_WITH_VARIABLE
    .rebate = 5
  END IF
END WITH
