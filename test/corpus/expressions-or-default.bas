' expect ok
a = lead.interest OR "our services"
b = (x.count OR 0) + 1
h = GET BOT MEMORY("history") OR []
