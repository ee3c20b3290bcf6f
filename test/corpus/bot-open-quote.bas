STEP 1: BOT "classifier "analyze complaint" ' expect error BASIC_OPEN_TEXT
STEP 2: BOT "a" "b"
