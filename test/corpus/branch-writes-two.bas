PARALLEL
  BRANCH A: price = 1
  BRANCH B: price = 2 ' expect warning BASIC_BRANCH_WRITES
END PARALLEL
TALK price
