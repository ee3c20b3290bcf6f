q = GET QUEUE ' expect warning BASIC_NOT_AVAILABLE
a = GET ATTENDANTS ' expect warning BASIC_NOT_AVAILABLE
b = GET ATTENDANTS "online" ' expect warning BASIC_NOT_AVAILABLE
c = GET ATTENDANT STATS id ' expect warning BASIC_NOT_AVAILABLE
d = GET ATTENDANT STATUS id ' expect warning BASIC_NOT_AVAILABLE
r = ASSIGN CONVERSATION session, agent ' expect warning BASIC_NOT_AVAILABLE
RESOLVE CONVERSATION session, "done" ' expect warning BASIC_NOT_AVAILABLE
TAG CONVERSATION session, "vip" ' expect warning BASIC_NOT_AVAILABLE
ADD NOTE session, "text " + x ' expect warning BASIC_NOT_AVAILABLE
SET PRIORITY session, "high" ' expect warning BASIC_NOT_AVAILABLE
h = GET CUSTOMER HISTORY user ' expect warning BASIC_NOT_AVAILABLE
t = GET TIPS session, message ' expect warning BASIC_NOT_AVAILABLE
u = GET SMART REPLIES session ' expect warning BASIC_NOT_AVAILABLE
v = GET SUMMARY session ' expect warning BASIC_NOT_AVAILABLE
p = POLISH MESSAGE message, "friendly" ' expect warning BASIC_NOT_AVAILABLE
s = ANALYZE SENTIMENT session, message ' expect warning BASIC_NOT_AVAILABLE
NOTIFY AGENT agent WITH "look at " + session ' expect warning BASIC_NOT_AVAILABLE
NOTIFY ATTENDANT id, "x" ' expect warning BASIC_NOT_AVAILABLE
SEND TO SESSION session, "text" ' expect warning BASIC_NOT_AVAILABLE
ESCALATE TO SUPERVISOR session ' expect warning BASIC_NOT_AVAILABLE
x = GET QUEUE() ' expect warning BASIC_NOT_AVAILABLE
