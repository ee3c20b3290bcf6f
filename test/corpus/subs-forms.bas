' expect ok
CALL late(1)
SUB late(a)
  IF a = 0 THEN
    EXIT SUB
  END IF
  TALK a
END SUB
SUB plain
  TALK "x"
END SUB
FUNCTION double(n)
  RETURN n * 2
END FUNCTION
CALL plain
CALL late(double(3))
x = double(4)
