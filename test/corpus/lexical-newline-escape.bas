' expect ok
TALK "one\ntwo"
