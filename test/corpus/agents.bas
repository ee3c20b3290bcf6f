ADD BOT "sales" WITH TRIGGER "price, offer" ' expect warning BASIC_NOT_AVAILABLE
ADD BOT "x" TRIGGER ON "a, b" ' expect warning BASIC_NOT_AVAILABLE
ADD BOT "x" TOOLS "a, b" ' expect warning BASIC_NOT_AVAILABLE
ADD BOT "x" SCHEDULE "0 9 * * *" ' expect warning BASIC_NOT_AVAILABLE
ADD BOT "x" WITH TOOLS "a" ' expect warning BASIC_NOT_AVAILABLE
ADD BOT "x" WITH SCHEDULE "b" ' expect warning BASIC_NOT_AVAILABLE
REMOVE BOT "x" ' expect warning BASIC_NOT_AVAILABLE
l = LIST BOTS ' expect warning BASIC_NOT_AVAILABLE
LIST BOTS ' expect warning BASIC_NOT_AVAILABLE
SET BOT PRIORITY "x", 5 ' expect warning BASIC_NOT_AVAILABLE
