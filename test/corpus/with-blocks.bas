' expect ok
createdat = NOW()
WITH order
  id = 5
  .name = "x"
  createdAt = createdat
  .address.city = "Rio"
END WITH
SAVE "orders", order
