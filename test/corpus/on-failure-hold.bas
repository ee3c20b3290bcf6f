' expect ok
ON FAILURE HOLD
BOT "stock" "reserve"
