' expect ok
SEND MAIL to, subject, body
SEND EMAIL to, subject, body
SAVE "t", message, date, time, from, to
SEND TEMPLATE template, channel, to, data
x = GET host + "/a"
CREATE TASK title, priority, user
SEND FILE attachment, description
