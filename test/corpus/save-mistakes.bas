SAVE "t" ' expect error BASIC_SAVE
SAVE "t", 1, 2 ' expect warning BASIC_SAVE_COLUMN
