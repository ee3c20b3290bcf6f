' expect ok
TABLE orders ON maria
  id number key
  name string(150)
  price* double
  UNIQUE(id, name)
END TABLE
