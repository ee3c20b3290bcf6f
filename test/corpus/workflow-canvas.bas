ORCHESTRATE WORKFLOW "drawn"
  STEP 1: BOT "a" "b"
  IF a > 1 THEN ' expect warning BASIC_CLOSED_FOR_YOU
  STEP 2: BOT "c" "d"
END WORKFLOW
