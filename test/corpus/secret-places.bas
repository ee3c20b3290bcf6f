token = SECRET("shop-key") ' expect error BASIC_SECRET
TALK SECRET "shop-key" ' expect error BASIC_SECRET
SET HEADER "A", SECRET(name) ' expect error BASIC_SECRET
