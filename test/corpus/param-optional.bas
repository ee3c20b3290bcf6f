' expect ok
PARAM name AS DATE OPTIONAL
