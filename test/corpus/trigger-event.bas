' expect ok
ON EVENT "upload"
TALK "a file came"
