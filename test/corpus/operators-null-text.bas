' expect ok
x = "a" + NULL
IF x = NULL THEN
  TALK "nothing"
END IF
