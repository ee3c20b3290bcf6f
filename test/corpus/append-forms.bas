' expect ok
APPEND list, 5
APPEND order.lines, { "id": 1 }
PUSH list, x + 1
list.PUSH(5)
order.lines.PUSH({ id: 1 })
APPEND list, "a" + b
