' expect ok
a = FIND "t"
b = FIND t
c = FIND "t", "state='open'"
d = FIND "t", "id=" + id
e = FIND "t", "id", id
f = FIND t WHERE state = "open" AND total > 5 ORDER BY total DESC, id LIMIT 10
g = FIND "t" WHERE id = id FIRST
h = FIND "t" WITH "state='open'"
i = FIND ALL "t" WHERE state = "open"
j = FIND ALL t WHERE x = 1
k = FIND "t.csv", "a=1"
l = FIND ".Table", "a=1"
m = FIND "conn.Table", "a=1"
n = FIND "gb.rob", "action=x"
o = FIND "t" ORDER BY at DESC
p = FIND "t" LIMIT 5
q = FIND orders.csv
FIND "t", "a=1"
IF FIND("t", "id=1") THEN
  TALK "x"
END IF
r = FIND "sheet.xlsx"
s = FIND host + ".csv", "a=1"
