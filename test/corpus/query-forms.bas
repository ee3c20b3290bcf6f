a = QUERY "SELECT * FROM t"
b = QUERY "SELECT * FROM t WHERE id = $1", id
c = QUERY METRICS "sales" FOR "day" ' expect warning BASIC_NOT_AVAILABLE
d = QUERY METRICS "sales" FOR range BY "city" ' expect warning BASIC_NOT_AVAILABLE
e = QUERY METRICS "sales" FOR "7 days" OFFSET 7 ' expect warning BASIC_NOT_AVAILABLE
f = QUERY METRICS "sales" FOR "30 days" BY "day" OFFSET 30 ' expect warning BASIC_NOT_AVAILABLE
RECORD METRIC "sales" WITH value = 5, city = "Rome" ' expect warning BASIC_NOT_AVAILABLE
RECORD METRIC "x" WITH count = 1 ' expect warning BASIC_NOT_AVAILABLE
