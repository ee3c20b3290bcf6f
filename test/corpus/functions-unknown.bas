x = UCAES("a") ' expect error BASIC_UNKNOWN_FUNCTION
