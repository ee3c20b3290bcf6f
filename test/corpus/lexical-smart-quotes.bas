TALK “Hello” ' expect error BASIC_SMART_QUOTE
