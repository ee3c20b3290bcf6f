DESCRIPTION "Picks a picture for a mail"
RETURN WITH picture AS "lamp.png"
