' expect ok
SET BOT MEMORY "key", value
SET BOT MEMORY "score_" + id, total + 1
x = GET BOT MEMORY("key")
y = GET BOT MEMORY "key"
z = GET BOT MEMORY("a" + b) OR 5
n = GET BOT MEMORY("count") + 1
