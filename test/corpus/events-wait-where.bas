' expect ok
ORCHESTRATE WORKFLOW "waits"
PARAM id AS STRING
WAIT FOR EVENT "paid" WHERE order_id = id AND sum > 5 TIMEOUT 60
ok = WAIT FOR EVENT "paid" WHERE order_id = id TIMEOUT 60 ON TIMEOUT: ESCALATE TO "ann@example.com"
WAIT FOR EVENT "sent"
  TIMEOUT 60
  ON TIMEOUT: ESCALATE TO "ann@example.com"
which = WAIT FOR ANY "paid" WHERE order_id = id, "cancelled", "late-" + id TIMEOUT 60
WAIT FOR ANY EVENTS "a", "b"
STEP 1: WAIT FOR ALL "a", "b" WHERE (x = 1 OR y IS NULL) AND NOT z LIKE "q%" TIMEOUT 5
IF WAIT FOR ALL "a", "b" TIMEOUT 5 THEN TALK "both"
END WORKFLOW
