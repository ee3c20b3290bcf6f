' expect ok
USE KB "rules"
USE TOOL "lookup"
ORCHESTRATE WORKFLOW "orders"
STEP 1: BOT "classifier" "classify the order"
IF order_amount > 1000 THEN
  STEP 2: HUMAN APPROVAL FROM "boss@example.com"
    TIMEOUT 1800
    ON TIMEOUT: ESCALATE TO "chief@example.com"
ELSE
  STEP 2: BOT "clerk" "book it"
END IF
STEP 3: PARALLEL
  BRANCH A: BOT "stock" "reserve"
  BRANCH B: BOT "mail" "confirm"
END PARALLEL
WAIT FOR EVENT "paid" TIMEOUT 3600
PUBLISH EVENT "order_done"
BOT SHARE MEMORY "order" WITH "archive"
BOT SYNC MEMORY FROM "archive"
