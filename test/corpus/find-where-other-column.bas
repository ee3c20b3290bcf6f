' expect ok
a = FIND "t" WHERE stock < minimum
UPDATE "t" SET total = 1 WHERE price > total
