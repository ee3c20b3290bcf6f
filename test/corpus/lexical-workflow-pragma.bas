' expect ok
#workflow
TALK "x"
