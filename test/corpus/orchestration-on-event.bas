ON EVENT "paid" DO
  TALK "thanks"
  x = 5
END ON
ON EVENT "late" ' expect ok
  TALK "?"
END ON
ORCHESTRATE WORKFLOW "w"
PUBLISH EVENT "paid" WITH { id: 1 }
