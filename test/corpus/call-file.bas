' expect ok
CALL "other.bas"
CALL "other.bas", a, b + 1
CALL ".gbdialog/other.bas", row
x = CALL "other.bas", 5
