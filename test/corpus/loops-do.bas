' expect ok
DO WHILE j < ubound(list)
  j = j + 1
LOOP
DO UNTIL j > 5
  j = j + 1
LOOP
DO
  j = j + 1
LOOP WHILE j < 20
DO
  j = j + 1
  IF j > 30 THEN EXIT DO
LOOP UNTIL j > 40
