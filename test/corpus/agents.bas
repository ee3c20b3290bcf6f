ADD BOT "sales" WITH TRIGGER "price, offer"
ADD BOT "x" TRIGGER ON "a, b"
ADD BOT "x" TOOLS "a, b" ' expect warning BASIC_NOT_AVAILABLE
ADD BOT "x" SCHEDULE "0 9 * * *" ' expect warning BASIC_NOT_AVAILABLE
ADD BOT "x" WITH TOOLS "a" ' expect warning BASIC_NOT_AVAILABLE
ADD BOT "x" WITH SCHEDULE "b" ' expect warning BASIC_NOT_AVAILABLE
REMOVE BOT "x"
l = LIST BOTS
LIST BOTS
SET BOT PRIORITY "x", 5
