' expect ok
# a comment
#another
x = #{ a: 1 }
TALK x.a
