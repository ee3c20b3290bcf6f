PARAM purchase AS OBJECT ' expect ok
a = GET "purchase.vendor"
b = GET "purchase.vendor.code"
TALK GET "purchase.vendor"
