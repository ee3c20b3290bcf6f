BOT "a" "b" CACHE "soon" ' expect error BASIC_KEEP_TIME
BOT "a" "b" CACHE "-1 hour" ' expect error BASIC_KEEP_TIME
BOT "a" "b" CACHE 0 ' expect error BASIC_KEEP_TIME
BOT "a" "b" CACHE "1 hour"
BOT "a" "b" CACHE 2 HOURS
REMEMBER "k", 1, "a while" ' expect error BASIC_KEEP_TIME
REMEMBER "k", 1, "30 days"
REMEMBER "k", 1, "forever"
CACHE SET "k", 1, "some minutes" ' expect error BASIC_KEEP_TIME
CACHE SET "k", 1, 60
