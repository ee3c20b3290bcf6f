' expect ok
update = #{}
update.total = 5
post = "p"
list = []
filter = "state=1"
log = "l"
sms = "s"
product = "pr"
description = "d"
subject = "s"
body = "b"
template = "t"
attachment = "a"
query = "q"
message = "m"
priority = "p"
role = "r"
image = "i"
channel = "c"
date = TODAY()
time = NOW()
user = "u"
order = 1
report = 2
summary = 3
history = 4
language = 5
format = 6
x = update.total + post + list + filter + log + sms + product + description
y = subject + body + template + attachment + query + message + priority + role
z = image + channel + date + time + user + order + report + summary + history + language + format
TALK x + y + z
