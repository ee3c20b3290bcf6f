SET USER MEMORY "k", 5
x = GET USER MEMORY "k"
y = GET USER MEMORY("k")
SET USER FACT "likes", "tea"
f = USER FACTS() ' expect warning BASIC_NOT_AVAILABLE
SET USER id ' expect warning BASIC_NOT_AVAILABLE
