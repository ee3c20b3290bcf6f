' expect ok
SET x = 1
SET po.id = FORMAT GUID()
SET po.lines[0].total = 5
set status = "open"
