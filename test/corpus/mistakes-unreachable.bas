RETURN 5
TALK "never" ' expect warning BASIC_UNREACHABLE
