' expect ok
SWITCH role
  CASE "admin"
    TALK "a"
  CASE "user", "guest"
    TALK "u"
  DEFAULT
    TALK "d"
END SWITCH
SWITCH x
  CASE 1
    TALK "1"
  CASE ELSE
    TALK "?"
END SWITCH
