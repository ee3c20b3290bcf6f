CHART "bar", data ' expect warning BASIC_NOT_AVAILABLE
x = CHART "pie", rows, "name" ' expect warning BASIC_NOT_AVAILABLE
a = SEARCH PRODUCTS "shoe" ' expect warning BASIC_NOT_AVAILABLE
b = SEARCH PRODUCTS q, 5 ' expect warning BASIC_NOT_AVAILABLE
c = PRODUCT id ' expect warning BASIC_NOT_AVAILABLE
LOG ACTIVITY "x", user ' expect warning BASIC_NOT_AVAILABLE
LOG ACTIVITY user, "did", "this" ' expect warning BASIC_NOT_AVAILABLE
RESET REPORT ' expect warning BASIC_NOT_AVAILABLE
