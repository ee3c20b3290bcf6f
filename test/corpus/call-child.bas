' expect ok
CALL "other.bas" AS CHILD
x = CALL "other.bas", 5, "a" AS CHILD
RETURN x + CALL "other.bas" AS CHILD
SUB later(n)
  CALL "other.bas", n AS CHILD
END SUB
