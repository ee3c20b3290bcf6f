total == 5 ' expect error BASIC_DOUBLE_EQUALS
