' expect ok
SEND TEMPLATE "+15550100", "welcome", { name: "x" }
SEND TEMPLATE "welcome", "whatsapp", to, vars
SEND TEMPLATE TO who, "welcome"
SEND TEMPLATE TO who, "welcome", vars
r = SEND TEMPLATE who, "welcome", vars
SEND SMS "+15550100", "text"
CREATE_DRAFT to, subject, body
CREATE DRAFT to, "s", "b"
