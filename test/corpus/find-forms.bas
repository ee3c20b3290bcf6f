' expect ok
a = FIND "orders"
b = FIND "orders", "status = 'open' AND total > 10 ORDER BY total DESC LIMIT 5"
c = FIND "orders", "id", 5
d = FIND "orders" WHERE status = "open" AND (total > 10 OR total IS NULL) ORDER BY total DESC, id LIMIT 3
e = FIND orders WHERE
  a = 1 OR
  b = 2
f = FIND "orders" WITH "status=pending"
g = FIND ALL "orders" WHERE name LIKE "A%" FIRST
h = FIND "orders.csv", "id=" + a.id
i = FIND "orders", "name = '${a.name}' AND stage != Closed Won AND x IN (1, 2) AND NOT y IS NULL"
j = FIND "orders", "at >= NOW() AND x BETWEEN 1 AND 2 AND n ILIKE '%a%'"
IF FIND("orders", "id = 1") THEN TALK "found"
k = FIND "orders" WHERE email = email AND id NOT IN [1, 2] AND n BETWEEN 1 AND 5
