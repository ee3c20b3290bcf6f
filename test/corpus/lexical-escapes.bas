' expect ok
a = "one\ntwo\tthree"
b = "she said \"yes\""
c = "she said ""yes"""
d = "back\\slash"
