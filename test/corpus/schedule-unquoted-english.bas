' expect ok
SET SCHEDULE weekdays at 8am
SET SCHEDULE every monday at 9
SET SCHEDULE every day at 10:30
