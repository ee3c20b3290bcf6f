' expect ok
TABLE customers
  Id number key
  Nome string(150)
  UnitPrice* double
  Notes string(max)
  CountryId Countries
END TABLE
