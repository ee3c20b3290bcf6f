' expect ok
RACE
  BRANCH fast: BOT "a" "b"
  BRANCH slow:
    WAIT 5
    x = 1
END RACE
race = 5
TALK race
