' expect ok
SELECT CASE kind
  CASE "a"
    case = FIND "cases"
    case.state = 1
    case[0] = 2
  CASE ELSE
    TALK case.title
END SELECT
