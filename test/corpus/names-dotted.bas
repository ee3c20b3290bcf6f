' expect ok
a.b.c = 1
x = a?.b?.c
y = a[0].b["k"].c
a.b[2].c = y
