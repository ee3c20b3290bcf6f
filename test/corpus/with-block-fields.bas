' expect ok
WITH order
  id = FORMAT GUID()
  subject = subject
  .total = price * quantity
  lines = [1, 2]
  createdAt = createdat
  owner = { "name": name }
  state = IIF(paid, "paid", "open")
END WITH
SAVE "orders", order
