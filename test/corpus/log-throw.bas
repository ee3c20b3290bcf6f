' expect ok
LOG "login", { "user": user }
LOG "simple"
THROW "it failed: " + reason
