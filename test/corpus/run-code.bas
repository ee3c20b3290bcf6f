RUN PYTHON "print(1)" ' expect warning BASIC_NOT_AVAILABLE
x = RUN PYTHON "1+1" ' expect warning BASIC_NOT_AVAILABLE
RUN JAVASCRIPT code ' expect warning BASIC_NOT_AVAILABLE
RUN BASH "ls" ' expect warning BASIC_NOT_AVAILABLE
