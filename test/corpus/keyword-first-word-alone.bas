CLEAR everything ' expect error BASIC_UNKNOWN_KEYWORD
