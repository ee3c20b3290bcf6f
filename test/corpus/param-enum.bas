' expect ok
PARAM size AS "small", "medium", "large"
PARAM colour AS "red", "blue" DESCRIPTION "which colour"
PARAM kind AS ENUM ["a", "b"]
PARAM turn AS STRING ENUM ["morning", "evening"] LIKE "morning" DESCRIPTION "when"
PARAM text AS "what to write"
