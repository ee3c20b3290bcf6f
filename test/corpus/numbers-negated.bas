' expect ok
a = -5
b = -(5)
c = - 5 ^ 2
d = (-5)[0]
