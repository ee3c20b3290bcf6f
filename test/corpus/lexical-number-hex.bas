x = 0x1F ' expect error BASIC_NUMBER
