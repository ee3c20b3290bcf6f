SET USER MEMORY "k", 5 ' expect warning BASIC_NOT_AVAILABLE
x = GET USER MEMORY "k" ' expect warning BASIC_NOT_AVAILABLE
y = GET USER MEMORY("k") ' expect warning BASIC_NOT_AVAILABLE
SET USER FACT "likes", "tea" ' expect warning BASIC_NOT_AVAILABLE
f = USER FACTS() ' expect warning BASIC_NOT_AVAILABLE
SET USER id ' expect warning BASIC_NOT_AVAILABLE
