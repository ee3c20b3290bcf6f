' expect ok
SELECT CASE choice
  CASE 1
    TALK "one"
  CASE "2", "two"
    TALK "two"
  CASE 3, 4, 5
    TALK "more"
  CASE ELSE
    TALK "other"
END SELECT
