x = 1e999 ' expect error BASIC_NUMBER_RANGE
