MERGE "t" WITH rows BY "Id" ' expect warning BASIC_NOT_AVAILABLE
MERGE ".Table" WITH rows BY Id ' expect warning BASIC_NOT_AVAILABLE
x = MERGE "t", rows, "key" ' expect warning BASIC_NOT_AVAILABLE
y = MERGE listA, listB
MERGE "t", rows, "id", "a,b" ' expect warning BASIC_NOT_AVAILABLE
