SEND MAIL to, subject, body ' expect warning BASIC_NOT_AVAILABLE
SEND EMAIL to, subject, body ' expect warning BASIC_NOT_AVAILABLE
SAVE "t", message, date, time, from, to
SEND TEMPLATE template, channel, to, data ' expect warning BASIC_NOT_AVAILABLE
x = GET host + "/a"
CREATE TASK title, priority, user ' expect warning BASIC_NOT_AVAILABLE
SEND FILE attachment, description ' expect warning BASIC_NOT_AVAILABLE
