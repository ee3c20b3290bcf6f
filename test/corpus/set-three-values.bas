row = 3
SET "list.xlsx", "B" + row, "x" ' expect warning BASIC_NOT_AVAILABLE
