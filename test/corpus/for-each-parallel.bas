' expect ok
items = [1, 2, 3]
FOR EACH item IN items IN PARALLEL
  BOT "a" "b" WITH item
NEXT item
FOR EACH item IN items LAST 2 IN PARALLEL MAX 5 JOIN 2 OF SETTLED DO
  BOT "a" "b" WITH item
END FOR
STEP 3: FOR EACH item IN FIND "orders" IN PARALLEL MAX n JOIN ANY
  APPEND sums, item.total
NEXT
parallel = [1]
found = (1 IN parallel)
