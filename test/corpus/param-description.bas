' expect ok
PARAM name AS STRING DESCRIPTION "Who is it?"
