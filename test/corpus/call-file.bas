CALL "other.bas" ' expect warning BASIC_NOT_AVAILABLE
CALL "other.bas", a, b + 1 ' expect warning BASIC_NOT_AVAILABLE
CALL ".gbdialog/other.bas", row ' expect warning BASIC_NOT_AVAILABLE
x = CALL "other.bas", 5 ' expect warning BASIC_NOT_AVAILABLE
