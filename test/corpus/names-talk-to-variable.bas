' expect ok
to = "x"
TALK to + " is the name"
TALK to
TALK from + to
TALK with + "x"
