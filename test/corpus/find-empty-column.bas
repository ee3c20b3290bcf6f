x = FIND "t", "", 5 ' expect error BASIC_FILTER
