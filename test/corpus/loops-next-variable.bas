FOR i = 1 TO 3
NEXT j ' expect error BASIC_NEXT_VARIABLE
