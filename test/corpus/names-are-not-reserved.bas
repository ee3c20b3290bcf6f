' expect ok
case = FIND "cases", "id=1"
case.status = "open"
update = #{}
post = 1
list = [1, 2]
filter = list[0]
step = 1
text = "a"
order = NEW OBJECT
order.total = step + post
from = "x"
to = "y"
data = text + from + to
IF case.status = "open" THEN
  TALK data
END IF
