FOR EACH IN list ' expect error BASIC_FOR
NEXT
