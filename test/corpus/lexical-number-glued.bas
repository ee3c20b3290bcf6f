x = 12abc ' expect error BASIC_NUMBER
