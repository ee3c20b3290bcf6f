SET SCHEDULE "0 9 * * *"
SET SCHEDULE "0 30 22 * * *"
SET SCHEDULE "0 9 * * *" "job.bas" "name"
SET SCHEDULE date, "job.bas" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE DATEADD(today, 3, "days"), "job.bas" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE minute + " " + hour + " * * *", "job.bas" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE cron, "job.bas" ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE "0 9 * * *" date, "job.bas"
SET SCHEDULE "0 9 * * *", "job.bas"
SET SCHEDULE every 1 hour
SET SCHEDULE "every 30 minutes during business hours"
SET SCHEDULE NOW() + HOURS(24), "job.bas" ' expect warning BASIC_NOT_AVAILABLE
