x = ' expect error BASIC_VALUE_MISSING
y = * 5 ' expect error BASIC_VALUE_MISSING
