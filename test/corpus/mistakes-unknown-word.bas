TLAK "Hello" ' expect error BASIC_UNKNOWN_KEYWORD
