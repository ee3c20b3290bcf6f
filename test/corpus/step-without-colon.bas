STEP 1 BOT "a" "b" ' expect error BASIC_STEP_COLON
