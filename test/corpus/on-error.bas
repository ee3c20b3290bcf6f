' expect ok
ON ERROR RESUME NEXT
x = 1 / 0
IF error.code = "VALUE_RANGE" THEN
  TALK error.message
END IF
STEP 1: BOT "a" "b"
ON ERROR GOTO 0
TALK x
