TALK 'Hello' ' expect error BASIC_VALUE_MISSING
