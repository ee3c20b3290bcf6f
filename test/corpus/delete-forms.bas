DELETE FROM "t" WHERE id = 5
DELETE FROM t WHERE a = b AND DATEDIFF(NOW(), at) > 90
DELETE "t", "id=5"
DELETE item
DELETE FROM t ' expect warning BASIC_DELETE_ALL
DELETE FILE "x.txt"
DELETE HTTP "https://example.com/5"
DELETE "https://example.com/5" ' expect warning BASIC_NOT_AVAILABLE
