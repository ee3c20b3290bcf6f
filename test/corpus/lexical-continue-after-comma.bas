CALL "/comm/notify", manager[0], ' expect warning BASIC_NOT_AVAILABLE
    "subject",
    "body"
SAVE "orders", id,
  total
