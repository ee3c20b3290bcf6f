' expect ok
all = []
PARALLEL
  BRANCH A:
    cheap = 1
    APPEND all, cheap
  BRANCH B:
    dear = 2
    APPEND all, dear
END PARALLEL
RACE
  BRANCH A: first = "a"
  BRANCH B: first = "b"
END RACE
TALK first
