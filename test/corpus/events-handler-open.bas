ON EVENT "paid" DO ' expect error BASIC_BLOCK_OPEN ' expect warning BASIC_NOT_AVAILABLE
  TALK "thank you"
