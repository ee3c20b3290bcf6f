GOTO start ' expect warning BASIC_NOT_AVAILABLE
