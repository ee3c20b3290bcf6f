' made on the canvas
ORCHESTRATE WORKFLOW "drawn"
STEP 1: BOT "a" "b"
IF amount > 5 THEN ' expect warning BASIC_CLOSED_FOR_YOU
STEP 2: HUMAN APPROVAL FROM "x"
  TIMEOUT 60
STEP 3: PARALLEL
  BRANCH branch-a: BOT "branch-a" "process"
  BRANCH branch-b: BOT "branch-b" "process"
END PARALLEL
PUBLISH EVENT "e"
END WORKFLOW
