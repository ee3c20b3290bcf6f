__proto__ = 1 ' expect error BASIC_RESERVED_NAME
x = { constructor: 1 } ' expect error BASIC_RESERVED_NAME
y = x.prototype ' expect error BASIC_RESERVED_NAME
