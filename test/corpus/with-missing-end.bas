IF ready THEN
  WITH order ' expect error BASIC_BLOCK_OPEN
    id = 5
    TALK "x"
END IF
TALK "y"
