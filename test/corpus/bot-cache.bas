' expect ok
STEP 1: BOT "rates" "of today" WITH { base: "EUR" } CACHE 1 HOUR INTO rates
STEP 2: BOT "rates" "of today"
  CACHE 3600
  TIMEOUT 20
x = BOT "rates" "again" CACHE "2 days"
y = BOT "rates" "again" CACHE n * 60
BOT "rates" "once more"
CACHE SET "k", x, 60
z = CACHE GET "k"
cache = 5
TALK x + y + z + cache
