a = POST "https://example.com", body ' expect warning BASIC_NOT_AVAILABLE
b = POST url, { "a": 1 } ' expect warning BASIC_NOT_AVAILABLE
POST host + "/x", body ' expect warning BASIC_NOT_AVAILABLE
c = PUT "https://example.com/1", body ' expect warning BASIC_NOT_AVAILABLE
d = PATCH url, { a: 1 } ' expect warning BASIC_NOT_AVAILABLE
DELETE HTTP url ' expect warning BASIC_NOT_AVAILABLE
e = POST "https://example.com" ' expect warning BASIC_NOT_AVAILABLE
