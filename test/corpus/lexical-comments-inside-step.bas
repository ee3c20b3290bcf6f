' expect ok
STEP 1:
  ' who does it
  BOT "clerk" "sort"
  ' later
  DELAY 60 ' a minute
