valid = IS VALID "a@example.com" ' expect warning BASIC_NOT_AVAILABLE
IF valid THEN TALK "ok"
