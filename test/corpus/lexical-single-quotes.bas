' expect ok
a = 'short'
IF a = 'short' THEN
  TALK "yes"
END IF
