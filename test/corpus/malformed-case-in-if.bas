SELECT CASE action
  CASE "LIST"
    TALK "l"
  CASE "SCHEDULE"
    IF date <> "" THEN ' expect error BASIC_BLOCK_OPEN
      TALK "s"
    ELSE
      TALK "?"
  CASE "SEND"
    TALK "x"
END SELECT
