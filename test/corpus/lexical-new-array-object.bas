' expect ok
a = NEW ARRAY
b = NEW OBJECT
c = CREATE OBJECT
d = {}
e = #{}
f = []
