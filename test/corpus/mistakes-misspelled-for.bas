FRO i = 1 TO 3 ' expect error BASIC_UNKNOWN_KEYWORD
  TALK i
NEXT i
