SET HEADER "Authorization", "Bearer " + token ' expect ok
SET HEADER "X" = "y"
SET HEADER "X" AS "y"
Set HEADER "Accept" As "json"
SET HEADER Authorization = "x"
CLEAR HEADERS
