' expect ok
row = { a: 1 }
total = 5
SAVE "t", row
SAVE "t", { b: 2 }
SAVE "t", "id-1", row
SAVE "t", total, row.a
SAVE "t" WITH total AS total, state AS "new"
SAVE row TO "t"
id = SAVE "t", row
INSERT INTO "t" VALUES row
INSERT "t", row
SAVE "t.csv", [row, row]
