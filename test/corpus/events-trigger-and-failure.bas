' expect ok
ON EVENT "upload"
TALK "a file came"
ON FAILURE DO
  TALK "undo"
END ON
