DELETE FROM "t" WHERE id = 5 ' expect warning BASIC_NOT_AVAILABLE
DELETE FROM t WHERE a = b AND DATEDIFF(NOW(), at) > 90 ' expect warning BASIC_NOT_AVAILABLE
DELETE "t", "id=5" ' expect warning BASIC_NOT_AVAILABLE
DELETE item ' expect warning BASIC_NOT_AVAILABLE
DELETE FROM t ' expect warning BASIC_NOT_AVAILABLE
DELETE FILE "x.txt" ' expect warning BASIC_NOT_AVAILABLE
DELETE HTTP "https://example.com/5" ' expect warning BASIC_NOT_AVAILABLE
DELETE "https://example.com/5" ' expect warning BASIC_NOT_AVAILABLE
