' expect ok
WHILE NOT WAIT FOR EVENT "ready" TIMEOUT 60
  TALK "still waiting"
WEND
DO
  n = n + 1
LOOP UNTIL GET BOT MEMORY("done") = "yes"
