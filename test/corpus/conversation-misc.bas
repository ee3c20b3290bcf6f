SEND MESSAGE "x" + y ' expect warning BASIC_NOT_AVAILABLE
r = TRANSFER TO HUMAN "sales", "high", "wants " + item ' expect warning BASIC_NOT_AVAILABLE
TRANSFER TO HUMAN ' expect warning BASIC_NOT_AVAILABLE
WAIT FOR RESPONSE AS reply TIMEOUT 60
ANSWER "What is it?" ' expect warning BASIC_NOT_AVAILABLE
