TABLE orders ON maria ' expect warning BASIC_NOT_AVAILABLE
  id number key
  name string(150)
  price* double
  UNIQUE(id, name)
END TABLE
