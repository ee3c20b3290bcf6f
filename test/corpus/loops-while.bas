' expect ok
WHILE x < 5
  x = x + 1
WEND
WHILE x < 9 DO
  x = x + 1
END WHILE
WHILE TRUE
  BREAK
WEND
