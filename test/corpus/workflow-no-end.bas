' expect ok
ORCHESTRATE WORKFLOW "open"
STEP 1: BOT "a" "b"
