TALK "see ${resume de historico)} here" ' expect warning BASIC_INTERPOLATION
