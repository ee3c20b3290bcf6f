' expect ok
PARALLEL
  BRANCH branch_a: BOT "a" "process"
  BRANCH 2: BOT "b" "process"
  BRANCH "third": BOT "c" "process"
END PARALLEL
