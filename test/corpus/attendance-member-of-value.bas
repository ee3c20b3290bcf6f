' expect ok
IF GET QUEUE.length > 5 THEN
  TALK "busy"
END IF
stats = GET ATTENDANT STATS id
TALK stats.open
FOR EACH a IN GET ATTENDANTS "online"
  TALK a.name
NEXT
