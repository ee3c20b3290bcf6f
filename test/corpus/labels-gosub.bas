' expect ok
GOSUB greet
GOSUB greet
EXIT
greet:
  TALK "hello"
RETURN
