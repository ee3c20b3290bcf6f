IF a THEN
inside: ' expect error BASIC_LABEL_NESTED
  TALK "x"
END IF
