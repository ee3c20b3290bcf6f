' expect ok
a = 0.33
b = -5
c = -0.5
d = .5
