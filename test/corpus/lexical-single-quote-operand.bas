' expect ok
list[k].grade = 'f'
IF list[k].grade = 'f' THEN
  TALK "done"
END IF
