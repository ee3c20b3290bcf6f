' expect ok
a = 1 + 2 * 3 ^ 2
b = NOT a = 1 AND a > 2 OR a < 0
c = (a + 1) % 3
d = -a + 2
e = a MOD 2
f = a ? "yes" : "no"
g = a ?? 5
h = NOT (a IS NULL)
i = a IS NOT NULL
j = "x" STARTS WITH "y" OR "ab" CONTAINS "a" OR "x" LIKE "y%"
k = a && b || !c
l = a != 1
m = a == 1
