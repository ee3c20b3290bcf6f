CREATE TASK "title", "high", "ana" ' expect warning BASIC_NOT_AVAILABLE
CREATE TASK "title " + x, user, DATEADD(today, 3, "days") ' expect warning BASIC_NOT_AVAILABLE
x = CREATE TASK title, description, assignee, due, priority ' expect warning BASIC_NOT_AVAILABLE
CREATE_TASK title, assignee, date ' expect warning BASIC_NOT_AVAILABLE
BOOK "meeting", date ' expect warning BASIC_NOT_AVAILABLE
