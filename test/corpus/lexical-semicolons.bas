' expect ok
a = 1;
TALK "x";
