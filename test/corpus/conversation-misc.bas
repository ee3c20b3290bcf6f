' expect ok
SEND MESSAGE "x" + y
r = TRANSFER TO HUMAN "sales", "high", "wants " + item
TRANSFER TO HUMAN
WAIT FOR RESPONSE AS reply TIMEOUT 60
ANSWER "What is it?"
