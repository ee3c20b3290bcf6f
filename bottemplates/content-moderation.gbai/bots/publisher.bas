' Shows a post to everybody.
PARAM post_id AS STRING LIKE "P-1" DESCRIPTION "Number of the post"
PARAM author AS STRING LIKE "ana" DESCRIPTION "Who wrote the post"
DESCRIPTION "Publishes a post"

SAVE "decisions" WITH post_id AS post_id, author AS author, decision AS "published"
SET BOT MEMORY "last_decision", "published"
RETURN WITH published AS TRUE
