' expect ok
items = [{ sku: "A", price: 5 }]
k = 0
TALK "Item ${items[k].sku} costs ${items[k].price * 2}"
TALK "Hello {name}, costs ${{amount}} and $5"
TALK "query($limit: Int!) { a { b } }"
