TALK "a" + ' expect error BASIC_VALUE_MISSING
TALK "b"
