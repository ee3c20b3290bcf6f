REWRITE text ' expect ok
x = REWRITE "make it " + tone
y = REWRITE text
