SET HEADER "Authorization", "Bearer " + SECRET("shop-key") ' expect ok
SET HEADER "X-Key" AS SECRET "shop-key"
a = POST "https://example.com/?k=" + SECRET("shop-key"), { key: SECRET "shop-key", list: [SECRET("b")] }
b = GET "https://example.com/${SECRET("path")}/x"
secret = 5
c = secret + 1
