x = (1 + 2 ' expect error BASIC_BRACKET
TALK "b"
