' expect ok
IF (a = 1 OR b = 2) AND (c = 3) THEN
  TALK "x"
END IF
IF (a) THEN
  TALK a
END IF
IF NOT (a = 1) THEN
  TALK a
END IF
