' expect ok
IF a > 1 THEN
  TALK "1"
ELSE IF a > 2 THEN
  TALK "2"
ELSEIF a > 3 THEN
  TALK "3"
ELSE
  TALK "4"
ENDIF
IF (a) THEN
END IF
IF a > 100 THEN a = 100
IF a > 100 THEN a = 100 ELSE a = 5
if a {
  b = 1
} else {
  b = 2
}
