LOG "login", { "user": user } ' expect warning BASIC_NOT_AVAILABLE
LOG "simple" ' expect warning BASIC_NOT_AVAILABLE
THROW "it failed: " + reason
