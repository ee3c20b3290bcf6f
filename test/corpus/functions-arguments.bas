x = UCASE("a", "b") ' expect error BASIC_FUNCTION_ARGUMENTS
y = MID("a") ' expect error BASIC_FUNCTION_ARGUMENTS
