' expect ok
SELECT CASE kind
  CASE "a", "b"
    TALK "1"
  CASE 3
    TALK "2"
  CASE ELSE
    TALK "3"
END SELECT
SWITCH UCASE(kind)
  CASE "A"
    TALK "1"
  DEFAULT
    TALK "2"
END SWITCH
