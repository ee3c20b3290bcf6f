IF total > 5 ' expect error BASIC_MISSING_THEN
  TALK "many"
END IF
