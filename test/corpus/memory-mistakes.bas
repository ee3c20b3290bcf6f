SET USER MEMORY "k" ' expect error BASIC_MEMORY
SET USER MEMORY "k", 1, 2 ' expect error BASIC_MEMORY
SET SESSION "k" ' expect error BASIC_MEMORY
SET "session.k" ' expect error BASIC_MEMORY
REMEMBER "k" ' expect error BASIC_MEMORY
CACHE SET "k", 1, 2, 3 ' expect error BASIC_MEMORY
x = GET USER MEMORY() ' expect error BASIC_VALUE_MISSING
y = RECALL("a", "b") ' expect error BASIC_MEMORY
z = GET SESSION("a", "b", "c") ' expect error BASIC_MEMORY
