ON EVENT "paid" DO ' expect error BASIC_BLOCK_OPEN
  TALK "thank you"
