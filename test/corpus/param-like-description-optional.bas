' expect ok
PARAM name AS STRING LIKE "Ana" DESCRIPTION "Who is it?" OPTIONAL
