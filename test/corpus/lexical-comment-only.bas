' expect ok
REM Nothing else here
