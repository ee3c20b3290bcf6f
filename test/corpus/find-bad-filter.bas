a = FIND "orders", "1=1) UNION SELECT" ' expect error BASIC_FILTER
b = FIND "orders", "state = = 'open'" ' expect error BASIC_FILTER
c = FIND "orders", "state =" ' expect error BASIC_FILTER
