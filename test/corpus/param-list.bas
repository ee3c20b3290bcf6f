PARAM a, b ' expect error BASIC_UNEXPECTED
