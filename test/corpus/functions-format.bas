' expect ok
a = FORMAT(v, "#,##0.00")
b = FORMAT v AS "YYYY-MM-DD"
c = FORMAT v, "0.0"
d = FORMAT(v)
e = FORMAT GUID()
f = FORMAT row AS JSON
g = FORMAT (x - y) AS "#,##0"
h = "x" + FORMAT NOW() AS "YYYY" + "-" + FORMAT RANDOM(1, 9)
TALK "Total: " + FORMAT total AS "R$ #,##0.00" + "."
