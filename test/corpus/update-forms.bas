' expect ok
row = { a: 1 }
id = 5
name = "x"
UPDATE "t" SET a = 1, b = name WHERE id = id
UPDATE "t" SET
  a = 1,
  b = 2
  WHERE id = 5
UPDATE "t", "id = ${id}", { a: 2 }
UPDATE "t", "id = 5", row
UPDATE "t", id, "a", 3
UPDATE "t" WITH a AS 1, b AS 2 WHERE id = 5
UPDATE "t", id, name
n = UPDATE "t" SET a = 1
UPDATE "t", "id=5", id, name
