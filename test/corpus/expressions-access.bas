' expect ok
a = { b: { c: [1, { d: 2 }] } }
x = a.b.c[1].d
y = a?.b?.c
z = a["b"]
n = a.b.c.length
t = " x ".trim()
