' expect ok
x = a > 1 ? "many" : "one"
y = a ? b : c ? d : e
