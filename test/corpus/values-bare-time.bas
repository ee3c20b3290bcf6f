' expect ok
a = today
b = now
IF due < today THEN
  TALK "late"
END IF
