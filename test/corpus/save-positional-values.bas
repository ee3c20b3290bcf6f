SAVE "log.csv", NOW(), user, "login" ' expect warning BASIC_SAVE_COLUMN
SAVE "t", GUID(), name, total * 2, "open" ' expect warning BASIC_SAVE_COLUMN
