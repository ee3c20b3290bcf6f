name = ASK "Your name?" ' expect warning BASIC_NOT_AVAILABLE
IF ASK "Sure?" = "yes" THEN ' expect warning BASIC_NOT_AVAILABLE
  TALK "fine"
END IF
age = ASK "How old, " + name + "?" ' expect warning BASIC_NOT_AVAILABLE
