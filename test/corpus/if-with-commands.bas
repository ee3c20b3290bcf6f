' expect ok
IF GET BOT MEMORY("k") = "x" THEN
  TALK "x"
END IF
IF GET "session.role" <> "admin" THEN
  TALK "no"
END IF
IF WAIT FOR EVENT "paid" TIMEOUT 60 THEN
  TALK "paid"
END IF
