' Authors who were good before are trusted.
PARAM author AS STRING LIKE "ana" DESCRIPTION "Who wrote the post"
DESCRIPTION "Says whether an author is trusted"

person = FIND "authors", "name", author
RETURN WITH trusted_author AS person IS NOT NULL AND person.strikes < 2
