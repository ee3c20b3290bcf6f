SELECT CASE kind
  CASE "a"
    IF x THEN ' expect error BASIC_BLOCK_OPEN
      TALK "1"
  CASE "b"
    TALK "2"
END SELECT
