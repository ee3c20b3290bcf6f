' expect ok
TABLE people
  ' the key
  id number key

  REM the name
  name string(50) ' of the person
END TABLE
