' A subject for those who know us, another for those who do not.
PARAM audience AS STRING LIKE "customers" DESCRIPTION "Name of the audience"
DESCRIPTION "Writes subject and text of a mail"

subject = "Nice to meet you"
IF audience = "customers" THEN subject = "Something for you"
SET BOT MEMORY "best_subject", subject
RETURN WITH mail_subject AS subject, mail_text AS "Dear {name}, have a look at our new lamps."
