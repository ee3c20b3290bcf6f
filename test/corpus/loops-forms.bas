' expect ok
FOR i = 1 TO 10
NEXT
FOR i = 10 TO 1 STEP -2
NEXT i
FOR EACH item IN [1, 2]
END FOR
FOR EACH item IN items DO
NEXT item
FOR item IN items DO LAST 10
NEXT
WHILE i < 5
  i = i + 1
WEND
WHILE i < 5 DO
  i += 1
END WHILE
DO WHILE i < 9
  i = i + 1
LOOP
DO
  i = i - 1
LOOP UNTIL i = 0
DO
  BREAK
LOOP
