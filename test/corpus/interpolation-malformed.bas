x = "Total ${resume de historico)} there" ' expect warning BASIC_INTERPOLATION
