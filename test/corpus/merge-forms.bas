' expect ok
MERGE "t" WITH rows BY "Id"
MERGE ".Table" WITH rows BY Id
x = MERGE "t", rows, "key"
y = MERGE listA, listB
MERGE "t", rows, "id", "a,b"
