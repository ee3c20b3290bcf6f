' expect ok
STEP 1: BOT "a" "b"
STEP 2: BOT "reminder" "remind the customer"
  DELAY 86400
DELAY 5
