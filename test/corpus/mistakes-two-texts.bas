TALK "Hello" "World" ' expect error BASIC_UNEXPECTED
