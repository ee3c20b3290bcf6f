TLAK "one" ' expect error BASIC_UNKNOWN_KEYWORD
IF a > 1 ' expect error BASIC_MISSING_THEN
  x = ( 5 ' expect error BASIC_BRACKET
END IF
STEP: BOT "a" "b" ' expect error BASIC_STEP_NUMBER
FOR i = 1 TO 3
NEXT j ' expect error BASIC_NEXT_VARIABLE
TALK "fine"
