' A blocked post is kept, so that the author can appeal.
PARAM post_id AS STRING LIKE "P-1" DESCRIPTION "Number of the post"
PARAM author AS STRING LIKE "ana" DESCRIPTION "Who wrote the post"
DESCRIPTION "Blocks a post"

SAVE "decisions" WITH post_id AS post_id, author AS author, decision AS "blocked"
SET BOT MEMORY "last_decision", "blocked"
TALK "The post " + post_id + " breaks the rules of this place."
RETURN WITH blocked AS TRUE
