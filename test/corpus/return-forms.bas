' expect ok
SUB a
  RETURN
END SUB
SUB b
  RETURN 5
END SUB
SUB c
  RETURN WITH total AS 5, state = "x"
END SUB
SUB d
  RETURN { "a": 1 }
END SUB
RETURN x + 1
