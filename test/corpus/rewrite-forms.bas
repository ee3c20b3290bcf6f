REWRITE text ' expect warning BASIC_NOT_AVAILABLE
x = REWRITE "make it " + tone ' expect warning BASIC_NOT_AVAILABLE
y = REWRITE text ' expect warning BASIC_NOT_AVAILABLE
