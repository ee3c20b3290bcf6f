' Everybody of the audience who wants mail.
PARAM audience AS STRING LIKE "customers" DESCRIPTION "Name of the audience"
DESCRIPTION "Finds the people of an audience"

people = FIND "people" WHERE audience = audience AND wants_mail = TRUE
IF UBOUND(people) = 0 THEN
  THROW "Nobody of the audience " + audience + " wants mail."
END IF
RETURN WITH receivers AS people, receiver_count AS UBOUND(people)
