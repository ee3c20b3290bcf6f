' expect ok
SELECT CASE UCASE(action)
CASE "LIST"
  TALK "list"
CASE "SAVE"
  TALK "save"
END SELECT
