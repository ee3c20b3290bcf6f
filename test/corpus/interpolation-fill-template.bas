' expect ok
x = "Dear {{customer}}, you owe ${{amount}}"
TALK x
