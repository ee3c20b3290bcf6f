' expect ok
x = True
y = null
z = False
PARAM a AS integer
PARAM b AS String
