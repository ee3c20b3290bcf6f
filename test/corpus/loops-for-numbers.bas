' expect ok
FOR i = 1 TO 10
  TALK i
NEXT i
FOR i = 10 TO 1 STEP -1
  TALK i
END FOR
FOR i = 0 TO UBOUND(list) - 1
  TALK list[i]
NEXT
