ON ERROR GOTO handler ' expect error BASIC_ON_ERROR
x = 1
