' expect ok
a = DATEADD(NOW(), 5, "day")
b = DATEADD(NOW(), "day", 5)
c = DATEADD today, "days", 3
d = DATEDIFF(a, b, "day")
e = DATEDIFF("minute", a, b)
f = DATEDIFF(a, b)
g = DATEDIFF a, b, "day"
h = NOW() + HOURS(24) - DAYS(2)
i = NOW() + 15 * 60
j = INSTR(s, "x")
k = INSTR(2, s, "x")
l = MID(s, 2)
m = MID(list, 0, 5)
