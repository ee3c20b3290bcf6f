' expect ok
ON ERROR RESUME NEXT
rows = FIND "orders"
IF error THEN
  CLEAR ERROR
  TALK "no orders"
END IF
ON ERROR GOTO 0
