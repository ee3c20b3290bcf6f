' expect ok
TALK "Olá! Seu pedido está a caminho 🚚"
preço = 10
TALK "Total: ${preço}"
