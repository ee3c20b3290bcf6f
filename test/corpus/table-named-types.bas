TABLE customers ' expect warning BASIC_NOT_AVAILABLE
  Id number key
  Nome string(150)
  UnitPrice* double
  Notes string(max)
  CountryId Countries
END TABLE
