' expect ok
WITH check
  isOpen = state = "open" AND total > 5
  isLate = due < today OR NOT paid
  matches = name CONTAINS "x"
END WITH
