products = FIND "products" ' expect ok
REWRITE "Describe these" ${TOYAML(products)}
x = REWRITE "Say it nicely: " ${x}
