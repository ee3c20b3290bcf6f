' expect ok
USE KB "faq"
USE_KB "prices"
ADD_KB "old"
SET KB "products.gbkb"
USE TOOL "get-price"
ADD TOOL "enrollment.bas"
USE TOOL ".gbdialog/enrollment.bas"
USE TOOL ""
REMOVE TOOL "get-price"
answer = LLM "What does it cost?"
CLEAR KB "old"
CLEAR KB
CLEAR TOOLS
