' expect ok
x = a OR b AND NOT c
y = a || b && !c
z = a ?? b + 1
w = a MOD 3 + b % 2
v = -a ^ 2
