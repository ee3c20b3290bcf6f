REMEMBER k = 5 ' expect warning BASIC_NOT_AVAILABLE
REMEMBER "k", 5 ' expect warning BASIC_NOT_AVAILABLE
REMEMBER "k", 5, "30 days" ' expect warning BASIC_NOT_AVAILABLE
x = RECALL "k" ' expect warning BASIC_NOT_AVAILABLE
CACHE SET "k", x, 60 ' expect warning BASIC_NOT_AVAILABLE
y = CACHE GET "k" ' expect warning BASIC_NOT_AVAILABLE
