' One row for each mail; a mail server would be asked here.
PARAM receivers AS ARRAY DESCRIPTION "People with name and email"
PARAM mail_subject AS STRING LIKE "Something for you" DESCRIPTION "Subject of the mail"
PARAM mail_text AS STRING LIKE "Dear {name}" DESCRIPTION "Text of the mail"
DESCRIPTION "Sends a mail to people"

FOR EACH person IN receivers
  SAVE "mails" WITH receiver AS person.email, subject AS mail_subject, body AS REPLACE(mail_text, "{name}", person.name)
NEXT person
RETURN WITH sent AS UBOUND(receivers)
