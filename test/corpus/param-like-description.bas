' expect ok
PARAM name AS NAME LIKE "Ana" DESCRIPTION "Who is it?"
