SET CONTEXT "role" AS "You are " + role
SET CONTEXT text
SET ANSWER MODE "sql" ' expect warning BASIC_NOT_AVAILABLE
SET PAGE MODE "auto" ' expect warning BASIC_NOT_AVAILABLE
SET MAX LINES 5000 ' expect warning BASIC_NOT_AVAILABLE
ALLOW ROLE analysis ' expect warning BASIC_NOT_AVAILABLE
ALLOW ROLE "admin" ' expect warning BASIC_NOT_AVAILABLE
PUBLISH ' expect warning BASIC_NOT_AVAILABLE
