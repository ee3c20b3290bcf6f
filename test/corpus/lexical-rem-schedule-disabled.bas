' expect ok
REM SET SCHEDULE "0 9 * * *"
TALK "not scheduled"
