CALL "/comm/email/send", to, "subject", body ' expect warning BASIC_NOT_AVAILABLE
x = CALL "/tasks/create", { "title": "t", "due": today } ' expect warning BASIC_NOT_AVAILABLE
y = CALL "/ai/analyze/text", text, "summary" ' expect warning BASIC_NOT_AVAILABLE
rows = [CALL "/storage/json", { a: 1 }, 5] ' expect warning BASIC_NOT_AVAILABLE
z = UCASE(CALL "/ai/translate", { text: t }) ' expect warning BASIC_NOT_AVAILABLE
