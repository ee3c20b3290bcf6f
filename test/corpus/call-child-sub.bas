SUB later(n)
  TALK n
END SUB
CALL later(1) AS CHILD ' expect error BASIC_SUB_AS_CHILD
CALL later AS CHILD ' expect error BASIC_SUB_AS_CHILD
x = CALL later(1) AS CHILD ' expect error BASIC_SUB_AS_CHILD
CALL later 1
