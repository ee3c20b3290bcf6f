' expect ok
DESCRIPTION It is a tool that's "quoted" of the shop.
TALK "x"
