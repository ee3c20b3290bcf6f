' expect ok
po = FIND "orders", "id=1"
IF NOT po THEN
  TALK "none"
END IF
IF po = NULL OR po IS NULL THEN
  TALK "none"
END IF
TALK po.status + po[0].total + UBOUND(po)
items[k] = x
orderitems[UBOUND(orderitems)] = o
