' expect ok
PARALLEL
  BRANCH A:
    PARALLEL
      BRANCH 1: BOT "a" "b"
      BRANCH 2: BOT "c" "d"
    END PARALLEL
  BRANCH "long name":
    FOR EACH x IN y
      IF x THEN EXIT FOR
    NEXT
END PARALLEL
