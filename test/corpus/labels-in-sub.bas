' expect ok
SUB count
next_one:
  n = n + 1
  IF n < 5 THEN GOTO next_one
END SUB
CALL count
