' expect ok
SUB greet
  PARAM who AS STRING LIKE "Ana"
  TALK "Hi " + who
END SUB
CALL greet("Bea")
CALL greet "Cal"
