' expect ok
FOR i = 1 TO 3
  FOR EACH x IN y
    WHILE TRUE
      IF x = i THEN EXIT FOR
      EXIT WHILE
    WEND
  NEXT x
NEXT i
