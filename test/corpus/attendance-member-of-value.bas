IF GET QUEUE.length > 5 THEN ' expect warning BASIC_NOT_AVAILABLE
  TALK "busy"
END IF
stats = GET ATTENDANT STATS id ' expect warning BASIC_NOT_AVAILABLE
TALK stats.open
FOR EACH a IN GET ATTENDANTS "online" ' expect warning BASIC_NOT_AVAILABLE
  TALK a.name
NEXT
