a = FIND "t" WHERE DATEDIFF(NOW(), at) > 5 ' expect warning BASIC_FILTER
b = FIND "t" WHERE DATE(at) = CURDATE() ' expect warning BASIC_FILTER
c = FIND "t" WHERE LOWER(name) = LOWER(name2) ' expect warning BASIC_FILTER
d = FIND "t" WHERE at > DATE_SUB(NOW(), INTERVAL 90 DAY)
e = FIND "t" WHERE at >= NOW() - INTERVAL 7 DAY
g = FIND "t" WHERE active ' expect warning BASIC_FILTER
h = FIND "t" WHERE NOT active ' expect warning BASIC_FILTER
i = FIND "t" WHERE due_date < TODAY() AND state <> "paid"
