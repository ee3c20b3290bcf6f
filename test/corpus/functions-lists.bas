' expect ok
a = FILTER list, "state = 'open'"
b = JOIN orders, customers, "id"
c = MAP list, "a->b, c->d"
d = SORT list BY "total" ASC
e = SORT list BY "total" DESC
f = AGGREGATE "SUM", list, "total"
g = AGGREGATE "orders", "COUNT", "id"
h = AGGREGATE "orders", "SUM", "total", "state='open'"
i = PIVOT list, "month", "total"
j = GROUP_BY list, "city"
k = GROUP BY list, "city"
l = FILL rows, "Dear {{name}}"
m = MERGE listA, listB
n = MERGE "orders", rows, "id"
o = JSON PARSE text
p = SORT(list)
q = REVERSE(list)
r = UNIQUE(list)
s = KEYS(row)
t = MAP(list, "name")
u = PIVOT(list, "a", "b")
v = GROUP_BY(list, "city")
