SEND TEMPLATE "+15550100", "welcome", { name: "x" } ' expect warning BASIC_NOT_AVAILABLE
SEND TEMPLATE "welcome", "whatsapp", to, vars ' expect warning BASIC_NOT_AVAILABLE
SEND TEMPLATE TO who, "welcome" ' expect warning BASIC_NOT_AVAILABLE
SEND TEMPLATE TO who, "welcome", vars ' expect warning BASIC_NOT_AVAILABLE
r = SEND TEMPLATE who, "welcome", vars ' expect warning BASIC_NOT_AVAILABLE
SEND SMS "+15550100", "text" ' expect warning BASIC_NOT_AVAILABLE
CREATE_DRAFT to, subject, body ' expect warning BASIC_NOT_AVAILABLE
CREATE DRAFT to, "s", "b" ' expect warning BASIC_NOT_AVAILABLE
