' expect ok
PARALLEL
  BRANCH A:
    BOT "a" "one"
    x = 5
  BRANCH B:
    FOR EACH y IN list
      BOT "b" "two" WITH y
    NEXT
END PARALLEL
