SET SCHEDULE weekdays at 8am ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE every monday at 9 ' expect warning BASIC_NOT_AVAILABLE
SET SCHEDULE every day at 10:30 ' expect warning BASIC_NOT_AVAILABLE
