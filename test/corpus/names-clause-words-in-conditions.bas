' expect ok
IF message = "x" AND date > today AND from <> to THEN
  TALK subject + ": " + body
END IF
IF list THEN
  TALK list[0]
END IF
IF NOT filter THEN
  TALK "none"
END IF
