' expect ok
PARAM a AS URL LIKE "https://example.com"
PARAM b AS CURRENCY
