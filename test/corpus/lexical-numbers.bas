' expect ok
a = 12
b = 0.5
c = .5
d = -7
e = 1e3
