' expect ok
list = NEW ARRAY
APPEND list, 1
PUSH list, { a: 1 }
list.PUSH(3)
list[0] = 5
order = CREATE OBJECT
order.items = []
APPEND order.items, 7
