' expect ok
FOR EACH order IN orders
  TALK order.id
NEXT order
FOR EACH template IN templates DO
  TALK template.name
END FOR
FOR EACH product IN products
  TALK product
NEXT
FOR step = 1 TO 3
  TALK step
NEXT step
