"Hello" ' expect error BASIC_NO_STATEMENT
