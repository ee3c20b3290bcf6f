a = QUERY "DELETE FROM t WHERE id = 1" ' expect warning BASIC_QUERY
b = QUERY "SELECT a + b FROM t" ' expect warning BASIC_QUERY
c = QUERY "SELECT * FROM t JOIN u ON t.id = u.id" ' expect warning BASIC_QUERY
d = QUERY "SELECT * FROM t; DROP TABLE t" ' expect warning BASIC_QUERY
e = QUERY text ' expect warning BASIC_QUERY
f = QUERY "SELECT * FROM t UNION SELECT * FROM u" ' expect warning BASIC_QUERY
g = QUERY "SELECT * FROM t GROUP BY a" ' expect warning BASIC_QUERY
h = QUERY "SELECT COUNT(*) AS n FROM t WHERE a IN (1, 2) GROUP BY a HAVING n > 1" ' expect warning BASIC_QUERY
i = QUERY "SELECT a, COUNT(*) AS n FROM t x WHERE x.a IN (1, 2) GROUP BY x.a ORDER BY n DESC LIMIT 5"
j = QUERY "" ' expect warning BASIC_QUERY
