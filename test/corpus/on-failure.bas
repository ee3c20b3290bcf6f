' expect ok
STEP 1: BOT "stock" "reserve"
ON FAILURE DO
  BOT "stock" "release" WITH reserved
END ON
FOR EACH item IN items
  BOT "a" "b" WITH item
  ON FAILURE
    BOT "a" "undo" WITH item
  END ON
NEXT
