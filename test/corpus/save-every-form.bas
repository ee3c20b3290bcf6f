' expect ok
SAVE "t", row
SAVE "t", id, name, total
SAVE "t", id, { "a": 1 }
SAVE "t" WITH id AS 1, name AS "x"
SAVE row TO "t"
x = SAVE "t", row
SAVE "t.csv", name, mail
SAVE t, row
SAVE ".Table", row
SAVE "t", rows
SAVE { "a": 1 } TO "t"
