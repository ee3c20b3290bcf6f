a = POST "https://example.com", body ' expect ok
b = POST url, { "a": 1 }
POST host + "/x", body
c = PUT "https://example.com/1", body
d = PATCH url, { a: 1 }
DELETE HTTP url
e = POST "https://example.com"
