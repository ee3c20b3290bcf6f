' expect ok
PARAM size AS "small", "medium", "large"
PARAM colour AS "red", "blue" DESCRIPTION "which colour"
PARAM kind AS ENUM ["a", "b"]
PARAM text AS "what to write"
