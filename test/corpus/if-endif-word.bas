' expect ok
if (data) THEN
  TALK "x"
ENDIF
