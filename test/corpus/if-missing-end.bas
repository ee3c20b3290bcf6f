IF total > 5 THEN ' expect error BASIC_BLOCK_OPEN
  TALK "many"
