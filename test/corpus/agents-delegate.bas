r = DELEGATE "do it" TO BOT "x" ' expect warning BASIC_NOT_AVAILABLE
r = DELEGATE message TO BOT "x" TIMEOUT 30 ' expect warning BASIC_NOT_AVAILABLE
DELEGATE "do it" TO BOT name ' expect warning BASIC_NOT_AVAILABLE
DELEGATE TO "x" ' expect warning BASIC_NOT_AVAILABLE
BROADCAST "hello" TO BOTS ' expect warning BASIC_NOT_AVAILABLE
BROADCAST message TO BOTS ' expect warning BASIC_NOT_AVAILABLE
TRANSFER CONVERSATION TO "sales" ' expect warning BASIC_NOT_AVAILABLE
CREATE SWARM "s" WITH BOTS "a, b" ' expect warning BASIC_NOT_AVAILABLE
