a = list[0]
b = LIST "folder" ' expect warning BASIC_NOT_AVAILABLE
c = list [0] ' expect warning BASIC_NOT_AVAILABLE
d = LIST ".gbdrive/" + name ' expect warning BASIC_NOT_AVAILABLE
