' expect ok
x = 1
a.b[i] = 2
a["k"] = 3
LET y = 4
let y = 5
LET a.b = 6
x += 1
x -= 1
a.b[0].c = NEW ARRAY
