BOT "a" "b" TIMEOUT -5 ' expect error BASIC_TIMEOUT
WAIT -1 ' expect error BASIC_TIMEOUT
WAIT FOR EVENT "x" TIMEOUT 1e12 ' expect error BASIC_TIMEOUT
