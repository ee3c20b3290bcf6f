' expect ok
TABLE orders ON maria READ BY "sales;admin" WRITE BY "admin"
  Id number key
  CustomerId Customers
END TABLE
