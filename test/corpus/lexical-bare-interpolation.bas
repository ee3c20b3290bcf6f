products = FIND "products"
REWRITE "Describe these" ${TOYAML(products)} ' expect warning BASIC_NOT_AVAILABLE
x = REWRITE "Say it nicely: " ${x} ' expect warning BASIC_NOT_AVAILABLE
