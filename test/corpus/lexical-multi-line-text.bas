' expect ok
body = "Dear customer,

your order is on its way.
Kind regards"
TALK body
