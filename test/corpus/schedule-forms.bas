SET SCHEDULE "0 9 * * *" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE "0 30 22 * * *" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE "0 9 * * *" "job.bas" "name" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE date, "job.bas" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE DATEADD(today, 3, "days"), "job.bas" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE minute + " " + hour + " * * *", "job.bas" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE cron, "job.bas" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE "0 9 * * *" date, "job.bas" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE "0 9 * * *", "job.bas" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE every 1 hour ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE "every 30 minutes during business hours" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE NOW() + HOURS(24), "job.bas" ' expect warning BASIC_NOT_AVAILABLE
