SUB a
  IF x THEN ' expect error BASIC_BLOCK_OPEN
    TALK "x"
END SUB
TALK "y"
