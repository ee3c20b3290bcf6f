' expect ok
a = FORMAT(NOW(), "YYYY-MM-DD")
b = "x" + FORMAT NOW() AS "YYYY" + "-" + FORMAT RANDOM(1, 9)
c = FORMAT (a - b) AS "#,##0"
d = FORMAT { x: 1 } AS JSON
e = DATEADD today, "days", 3
f = MAX a, b
g = FIRST(c)
