' expect ok
TALK "Hello {name}, welcome"
x = REPLACE("Hi {name}", "{name}", name)
