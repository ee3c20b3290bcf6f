' expect ok
a = list[0]
b = LIST "folder"
c = list [0]
d = LIST ".gbdrive/" + name
