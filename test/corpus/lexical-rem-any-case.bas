' expect ok
REM one
rem two
Rem three
REM
remark = 1
TALK remark
