IF a THEN ' expect error BASIC_BLOCK_OPEN
  TALK "x"
