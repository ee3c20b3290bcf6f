STEP: BOT "a" "b" ' expect error BASIC_STEP_NUMBER
