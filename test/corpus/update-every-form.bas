' expect ok
UPDATE t SET a = 1, b = "x" WHERE id = id
UPDATE "t" SET a = a + 1 WHERE id = 5
UPDATE "t", "id=5", row
UPDATE "t", id, row
UPDATE "t", id, "field", value
UPDATE "t" WITH a AS 1, b AS 2 WHERE id = 5
UPDATE "t", "id='${x}'", name, total
UPDATE "t", id, name, total
UPDATE t SET a = 1
UPDATE "t" SET total = price WHERE price > total
