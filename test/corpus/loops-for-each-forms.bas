' expect ok
FOR EACH v IN list
  TALK v
NEXT v
FOR EACH v IN list DO
  TALK v
END FOR
FOR EACH v IN list LAST 10
  TALK v
NEXT
FOR v IN list DO
  TALK v
END FOR
FOR v IN list DO LAST 10
  TALK v
END FOR
FOR EACH v IN [1, 2, 3]
  TALK v
NEXT
FOR EACH v IN FIND "orders", "state='open'"
  TALK v.id
NEXT
FOR EACH v IN data.items[0].rows
  TALK v
NEXT
