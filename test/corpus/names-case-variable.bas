' expect ok
case = FIND "cases", "id=5"
IF case.status = "open" THEN
  case.status = "closed"
END IF
FOR EACH case IN cases DO
  TALK case.title
END FOR
case = NULL
SAVE_FROM_UNSTRUCTURED "cases", FORMAT case AS JSON
