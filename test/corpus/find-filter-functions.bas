a = FIND "t", "DATEDIFF(NOW(), at) > 5"
b = FIND "t", "DATE(at) = CURDATE()"
c = FIND "t", "LOWER(name) = 'ana'"
d = FIND "t", "at > DATE_SUB(NOW(), INTERVAL 90 DAY)"
e = FIND "t", "at >= NOW() - INTERVAL 7 DAY"
f = FIND "t", "a = b"
g = FIND "t", "price * 2 > 10" ' expect warning BASIC_FILTER
h = FIND "t", "a > (SELECT 1)" ' expect warning BASIC_FILTER
