' expect ok
WITH order
  id = 7
  .lines = []
  FOR EACH item IN items
    APPEND .lines, item.name
    .total = .total + item.price
  NEXT
  IF .total > 100 THEN .rebate = 5
  IF .total > 1000 THEN
    .rebate = 10
  ELSE IF NOT .rebate THEN
    .rebate = 0
  END IF
  TALK .rebate
  TALK TO .phone, "Your order ${.id}"
  SEND MAIL .email, "Order", "Total: " + .total
  .lines.PUSH("end")
  customer.name = name
  WITH .address
    city = "Rio"
    TALK .city
  END WITH
  done = TRUE
END WITH
RETURN order
