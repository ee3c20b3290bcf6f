' expect ok
list.PUSH(1)
x = name.trim()
IF list.contains(3) THEN
  list.splice(0, 1)
END IF
n = list.length
