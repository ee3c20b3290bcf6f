' How many of those who got a mail answered.
PARAM receivers AS ARRAY DESCRIPTION "People who got a mail"
DESCRIPTION "Measures how well a campaign went"

answered = 0
FOR EACH person IN receivers
  IF person.answers THEN answered = answered + 1
NEXT person
RETURN WITH engagement_rate AS answered / UBOUND(receivers)
