' expect ok
CREATE TASK "title", "high", "ana"
CREATE TASK "title " + x, user, DATEADD(today, 3, "days")
x = CREATE TASK title, description, assignee, due, priority
CREATE_TASK title, assignee, date
BOOK "meeting", date
