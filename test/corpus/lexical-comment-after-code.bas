' expect ok
x = 5 ' five
TALK "a" ' says a
n = UBOUND(list) ' how many
