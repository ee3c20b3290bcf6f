ON EVENT "paid" DO ' expect warning BASIC_NOT_AVAILABLE
  TALK "thanks"
  x = 5
END ON
ON EVENT "late" ' expect warning BASIC_NOT_AVAILABLE
  TALK "?"
END ON
ORCHESTRATE WORKFLOW "w"
PUBLISH EVENT "paid" WITH { id: 1 }
