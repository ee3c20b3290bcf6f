PARAM contact AS EMAIL
PARAM day AS DATE
PARAM agreed AS BOOLEAN
PARAM phone AS PHONE
a = contact * 2 ' expect warning BASIC_ARITHMETIC
b = day / 2 ' expect warning BASIC_ARITHMETIC
c = day - 86400
d = 10 - agreed
e = "three" * 2 ' expect warning BASIC_ARITHMETIC
f = "3" * 2
g = "call " + phone
