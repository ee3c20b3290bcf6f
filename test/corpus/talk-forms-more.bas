' expect ok
TALK name + ": " + x
TALK TO "+15550100", "Hello"
TALK TO "whatsapp:+15550100", "Hi " + name
TALK TO user.phone, text
TALK [1, 2]
