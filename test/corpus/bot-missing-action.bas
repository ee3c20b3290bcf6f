STEP 1: BOT "a" ' expect error BASIC_BOT
