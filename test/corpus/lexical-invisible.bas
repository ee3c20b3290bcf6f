TA​LK "x" ' expect error BASIC_UNKNOWN_KEYWORD
