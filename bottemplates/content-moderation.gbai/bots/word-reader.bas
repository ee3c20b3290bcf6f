' Every rude word makes a post worse.
PARAM content AS STRING LIKE "What a lovely day" DESCRIPTION "Text of the post"
DESCRIPTION "Scores how rude a text is, from 0 to 1"

words = LCASE(content)
found = 0
FOR EACH rude IN ["stupid", "idiot", "hate", "liar"]
  IF words CONTAINS rude THEN found = found + 1
NEXT rude
RETURN WITH toxicity_score AS MIN(1, found * 0.5)
