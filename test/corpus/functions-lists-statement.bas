MERGE "orders" WITH rows BY "Id" ' expect warning BASIC_NOT_AVAILABLE
SORT list BY "total"
FILTER list, "x=1"
