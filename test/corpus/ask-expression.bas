' expect ok
name = ASK "Your name?"
IF ASK "Sure?" = "yes" THEN
  TALK "fine"
END IF
age = ASK "How old, " + name + "?"
