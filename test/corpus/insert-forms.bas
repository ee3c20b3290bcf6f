' expect ok
INSERT INTO t VALUES row
INSERT INTO "t" VALUES { "a": 1 }
INSERT INTO "t" VALUES id, name
INSERT "t", row
INSERT INTO t, row
INSERT INTO "t" (a, b) VALUES (1, 2)
