BOT "a" "b" RETRY 1.5 ' expect error BASIC_RETRY
