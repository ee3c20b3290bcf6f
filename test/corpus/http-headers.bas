SET HEADER "Authorization", "Bearer " + token ' expect warning BASIC_NOT_AVAILABLE
SET HEADER "X" = "y" ' expect warning BASIC_NOT_AVAILABLE
SET HEADER "X" AS "y" ' expect warning BASIC_NOT_AVAILABLE
Set HEADER "Accept" As "json" ' expect warning BASIC_NOT_AVAILABLE
SET HEADER Authorization = "x" ' expect warning BASIC_NOT_AVAILABLE
CLEAR HEADERS ' expect warning BASIC_NOT_AVAILABLE
