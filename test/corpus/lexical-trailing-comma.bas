' expect ok
a = [1, 2,]
b = { "x": 1, }
c = #{ y: 2, }
