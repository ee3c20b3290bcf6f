' expect ok
IF a > 1 THEN
  TALK "1"
ELSE IF a > 2 THEN
  TALK "2"
ELSEIF a > 3 THEN
  TALK "3"
ELSE
  TALK "4"
END IF
