' expect ok
x = "' OR '1'='1"
y = FIND "orders", "id='${x}'"
