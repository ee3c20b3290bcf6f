' expect ok
ORCHESTRATE WORKFLOW "order-flow"
  STEP 1: BOT "checker" "check order" WITH { id: order_id } TIMEOUT 30 RETRY 2 FALLBACK "backup" INTO answer
  STEP 2: x = BOT "writer", "write"
  STEP 3:
    BOT "sleeper" "wake up"
    DELAY 60
    TIMEOUT 10
  IF amount > 100 THEN
    STEP 4: HUMAN APPROVAL FROM "boss@example.com"
      TIMEOUT 1800  ' half an hour
      ON TIMEOUT: ESCALATE TO "chief@example.com"
      ON REJECT: CONTINUE
  ELSE
    STEP 4: HUMAN APPROVAL FROM "clerk@example.com" TIMEOUT 60 ON TIMEOUT: APPROVE WITH WARNING
  END IF
  STEP 5: PARALLEL
    BRANCH A: BOT "a" "b"
    BRANCH B:
      BOT "c" "d"
      WAIT 0.5
  END PARALLEL
  ok = WAIT FOR EVENT "paid" TIMEOUT 3600
  IF WAIT FOR EVENT "sent" TIMEOUT 60 THEN
    PUBLISH EVENT "done" WITH { order: order_id }
  END IF
  SET BOT MEMORY "last_" + order_id, amount
  last = GET BOT MEMORY "last_" + order_id
  BOT SHARE MEMORY "last" WITH "other-bot"
  RETURN WITH id AS order_id, total AS amount
END WORKFLOW
