' expect ok
PRINT "x"
PRINT a + b
PRINT "Total", total
PRINT
