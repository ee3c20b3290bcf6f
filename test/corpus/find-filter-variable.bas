f = "state='open'"
a = FIND "t", f ' expect warning BASIC_FILTER
b = FIND "t", filter_of(x) ' expect warning BASIC_UNKNOWN_FUNCTION ' expect warning BASIC_FILTER
