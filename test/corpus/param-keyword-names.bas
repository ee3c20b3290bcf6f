' expect ok
PARAM date AS DATE LIKE "2026-01-01" DESCRIPTION "when"
PARAM from AS STRING LIKE "a"
PARAM to AS STRING LIKE "b"
PARAM description AS STRING LIKE "c"
PARAM type AS STRING
PARAM template AS STRING LIKE "t"
TALK from + to + description + type
