BOT "a" "b" TIMEOUT "30 min" ' expect error BASIC_TIMEOUT
