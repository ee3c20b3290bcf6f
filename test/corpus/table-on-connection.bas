TABLE orders ON maria READ BY "sales;admin" WRITE BY "admin" ' expect warning BASIC_NOT_AVAILABLE
  Id number key
  CustomerId Customers
END TABLE
