' expect ok
DESCRIPTION "Makes an order."
PARAM id AS STRING
TALK id
