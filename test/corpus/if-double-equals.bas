' expect ok
IF a == 1 THEN
  TALK "accepted"
END IF
