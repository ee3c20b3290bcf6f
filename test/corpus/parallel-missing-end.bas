PARALLEL ' expect error BASIC_BLOCK_OPEN
  BRANCH A: BOT "a" "b"
