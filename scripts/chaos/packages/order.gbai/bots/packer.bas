PARAM ref AS STRING
FOR number = 1 TO 3
  SAVE "log" WITH ref AS ref, what AS "packed " + number
NEXT number
RETURN WITH packed AS 3
