' expect ok
IF a > 1 OR
   b > 2 AND
   c THEN
  TALK "a" +
    "b"
END IF
