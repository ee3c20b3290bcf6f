q = GET QUEUE
a = GET ATTENDANTS
b = GET ATTENDANTS "online"
c = GET ATTENDANT STATS id
d = GET ATTENDANT STATUS id
r = ASSIGN CONVERSATION session, agent
RESOLVE CONVERSATION session, "done"
TAG CONVERSATION session, "vip"
ADD NOTE session, "text " + x
SET PRIORITY session, "high"
h = GET CUSTOMER HISTORY user
t = GET TIPS session, message
u = GET SMART REPLIES session ' expect warning BASIC_NOT_AVAILABLE
v = GET SUMMARY session ' expect warning BASIC_NOT_AVAILABLE
p = POLISH MESSAGE message, "friendly"
s = ANALYZE SENTIMENT session, message
NOTIFY AGENT agent WITH "look at " + session
NOTIFY ATTENDANT id, "x"
SEND TO SESSION session, "text"
ESCALATE TO SUPERVISOR session
x = GET QUEUE()
