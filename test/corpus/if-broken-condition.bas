IF a > THEN ' expect error BASIC_VALUE_MISSING
  TALK "x"
ELSE
  TALK "y"
END IF
