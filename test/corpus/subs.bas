' expect ok
CALL greet("Ana", 2)
x = twice(4)
farewell(x)
CALL farewell x
SUB greet(who, times)
  IF times = 0 THEN
    EXIT SUB
  END IF
  TALK "Hello " + who
END SUB
FUNCTION twice(n)
  RETURN n * 2
END FUNCTION
SUB farewell
  PARAM who AS STRING
  TALK who
END SUB
