' expect ok
SEND MESSAGE "Hello"
SEND MESSAGE "Hello" TO "ann@example.com"
SEND_MESSAGE "I am " + name
ADD_SUGGESTION_TOOL "enroll" AS "Enroll"
ADD SUGGESTION TOOL ""
code = GENERATE CODE 6
code = GENERATE_CODE(4)
rows = FIND "orders"
WRITE "orders.xml", EXCEL(rows)
time = GET_LAST_MESSAGE_TIME(session_id)
SET ANSWER MODE "sql"
SET PAGE MODE "auto"
SET MAX LINES 10
