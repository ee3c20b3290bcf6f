a = FIND "t" WHERE DATEDIFF(NOW(), at) > 5
b = FIND "t" WHERE DATE(at) = CURDATE()
c = FIND "t" WHERE LOWER(name) = LOWER(name2)
d = FIND "t" WHERE at > DATE_SUB(NOW(), INTERVAL 90 DAY)
e = FIND "t" WHERE at >= NOW() - INTERVAL 7 DAY
g = FIND "t" WHERE active ' expect warning BASIC_FILTER
h = FIND "t" WHERE NOT active ' expect warning BASIC_FILTER
i = FIND "t" WHERE due_date < TODAY() AND state <> "paid"
