a = FIND "orders", "1=1) UNION SELECT" ' expect error BASIC_FILTER
b = FIND "orders", filter_text ' expect error BASIC_FILTER
c = FIND "orders", "DATEDIFF(NOW(), at) > 5" ' expect error BASIC_FILTER
d = FIND "orders" WHERE UCASE(name) = "A" ' expect error BASIC_FILTER
