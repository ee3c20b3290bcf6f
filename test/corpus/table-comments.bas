TABLE people ' expect warning BASIC_NOT_AVAILABLE
  ' the key
  id number key

  REM the name
  name string(50) ' of the person
END TABLE
