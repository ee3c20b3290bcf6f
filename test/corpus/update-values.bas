UPDATE "t", "id=5", "done", NOW()
UPDATE "t", id, state, "x", 5 ' expect warning BASIC_UPDATE
