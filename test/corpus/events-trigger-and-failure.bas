ON EVENT "upload" ' expect warning BASIC_NOT_AVAILABLE
TALK "a file came"
ON FAILURE DO
  TALK "undo"
END ON
