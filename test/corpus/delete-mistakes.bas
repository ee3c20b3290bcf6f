DELETE FROM "t" WHERE TRUE
DELETE "t", ""
DELETE "t", "id=5 LIMIT 1" ' expect warning BASIC_FILTER
n = DELETE FROM t WHERE id = 5
DELETE "t", id
DELETE "t", "state", "old"
DELETE FROM "t" WHERE a > b * 2
DELETE FROM "t" WHERE a * 2 > b
