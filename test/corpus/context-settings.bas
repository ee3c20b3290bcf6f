SET CONTEXT "role" AS "You are " + role
SET CONTEXT text
SET ANSWER MODE "sql"
SET PAGE MODE "auto"
SET MAX LINES 5000
ALLOW ROLE analysis ' expect warning BASIC_NOT_AVAILABLE
ALLOW ROLE "admin" ' expect warning BASIC_NOT_AVAILABLE
PUBLISH ' expect warning BASIC_NOT_AVAILABLE
