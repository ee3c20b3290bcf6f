' expect ok
x = FIND "accounts" WHERE
  state = "open" OR
  total > 5
