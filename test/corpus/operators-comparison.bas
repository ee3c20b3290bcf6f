' expect ok
IF a = 1 AND b == 2 AND c <> 3 AND d != 4 AND e < 5 AND f > 6 AND g <= 7 AND h >= 8 THEN
  TALK "all"
END IF
x = b >= c AND d <= e
y = a IS NOT NULL
z = a IS NULL OR b
