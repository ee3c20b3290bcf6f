' expect ok
a = QUERY "SELECT * FROM t"
b = QUERY "SELECT * FROM t WHERE id = $1", id
c = QUERY METRICS "sales" FOR "day"
d = QUERY METRICS "sales" FOR range BY "city"
e = QUERY METRICS "sales" FOR "7 days" OFFSET 7
f = QUERY METRICS "sales" FOR "30 days" BY "day" OFFSET 30
RECORD METRIC "sales" WITH value = 5, city = "Rome"
RECORD METRIC "x" WITH count = 1
