' expect ok
a = FILTER rows, "total > 5 AND state = 'x'"
b = FILTER(rows, "total > " + n)
FOR EACH r IN FILTER rows, "a=1"
  TALK r
NEXT
IF UBOUND(FILTER(rows, "a=1")) > 0 THEN
  TALK "some"
END IF
