' expect ok
IF x > 100 THEN x = 100
IF x > 1 THEN TALK "a" ELSE TALK "b"
IF done THEN EXIT
IF done THEN RETURN x
