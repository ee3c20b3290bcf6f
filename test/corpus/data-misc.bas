CHART "bar", data ' expect warning BASIC_NOT_AVAILABLE
x = CHART "pie", rows, "name" ' expect warning BASIC_NOT_AVAILABLE
a = SEARCH PRODUCTS "shoe"
b = SEARCH PRODUCTS q, 5
c = PRODUCT id
LOG ACTIVITY "x", user
LOG ACTIVITY user, "did", "this"
RESET REPORT ' expect warning BASIC_NOT_AVAILABLE
