' expect ok
MERGE "orders" WITH rows BY "Id"
SORT list BY "total"
FILTER list, "x=1"
