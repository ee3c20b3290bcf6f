' expect ok
x = FIND "t", "customer_id='" + GET SESSION "customer" + "'"
TALK "Hello " + GET SESSION "name" + "!"
