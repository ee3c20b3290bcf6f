' expect ok
REMEMBER k = 5
REMEMBER "k", 5
REMEMBER "k", 5, "30 days"
x = RECALL "k"
CACHE SET "k", x, 60
y = CACHE GET "k"
