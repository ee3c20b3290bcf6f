x = lead.interest OR "our services"
y = (x.count OR 0) + 1
z = hist OR []
w = DATEVALUE(a) OR GET "config", "k" ' expect warning BASIC_NOT_AVAILABLE
