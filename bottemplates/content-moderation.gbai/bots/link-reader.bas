' Many links are advertisement.
PARAM content AS STRING LIKE "See http://example.com" DESCRIPTION "Text of the post"
DESCRIPTION "Counts the links of a text"

RETURN WITH link_count AS UBOUND(SPLIT(content, "http")) - 1
