' expect ok
billable = MAX a, b
links = FIRST links, 10
due = DATEADD today, "days", 7
gap = DATEDIFF a, b, "day"
