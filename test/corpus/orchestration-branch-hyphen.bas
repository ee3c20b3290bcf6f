' expect ok
PARALLEL
  BRANCH branch-a: BOT "a" "process"
  BRANCH branch-b: BOT "b" "process"
END PARALLEL
