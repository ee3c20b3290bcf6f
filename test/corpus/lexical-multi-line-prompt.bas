' expect ok
x = "first line

third line with 'single' quotes"
TALK x
