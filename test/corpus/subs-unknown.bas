CALL gret("Ana") ' expect error BASIC_UNKNOWN_SUB
SUB greet(who)
  TALK who
END SUB
