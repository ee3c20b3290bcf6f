' expect ok
a = FIND "t" WHERE name LIKE "%x%"
b = FIND t WHERE name LIKE "%" + term + "%" OR mail = term
c = FIND "t" WHERE id IN ("a", "b")
d = FIND "t" WHERE a BETWEEN 1 AND 5
e = FIND "t" WHERE name CONTAINS term
f = FIND "t" WHERE a IS NULL
