' expect ok
DESCRIPTION It is a web service of ours.
TALK "x"
