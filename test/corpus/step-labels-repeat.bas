' expect ok
IF a THEN
  STEP 4: BOT "a" "b"
ELSE
  STEP 4: BOT "c" "d"
END IF
