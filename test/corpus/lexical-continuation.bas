' expect ok
total = 1 + _
  2 + _
  3
ok = total > 5 AND
  total < 10
list = [
  1,
  2,
]
SAVE "orders",
  total
