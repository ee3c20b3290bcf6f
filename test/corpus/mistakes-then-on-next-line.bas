IF a > 1 ' expect error BASIC_MISSING_THEN
THEN
  TALK "x"
END IF
