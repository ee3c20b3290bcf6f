' expect ok
// a comment
TALK "x"
