' expect ok
TALK "Code ${sku} of ${items[k].produto.id} is ${TOJSON(data)}"
TALK "sum ${a + b * 2} and ${IIF(a > 1, "x", "y")}"
