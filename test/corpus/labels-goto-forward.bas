' expect ok
FOR i = 1 TO 5
  IF i = 2 THEN GOTO done
NEXT
TALK "all"
done:
TALK "end"
