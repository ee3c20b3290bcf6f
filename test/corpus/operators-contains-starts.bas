' expect ok
IF text CONTAINS "x" OR text STARTS WITH "y" THEN
  TALK "found"
END IF
IF NOT text CONTAINS "z" THEN
  TALK "not"
END IF
