' expect ok
a = FIRST(parts)
b = FORMAT(x, "0.0")
c = LAST(items, "f")
d = FILTER(rows, "state=1")
e = FORMAT x AS "0.0"
f = FIRST links, 10
g = MAX a, b
