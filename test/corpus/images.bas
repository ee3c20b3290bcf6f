a = SEE photo ' expect warning BASIC_NOT_AVAILABLE
b = IMAGE "a red car" ' expect warning BASIC_NOT_AVAILABLE
c = GET IMAGE "a blue car" ' expect warning BASIC_NOT_AVAILABLE
x = SEE "file.png" ' expect warning BASIC_NOT_AVAILABLE
