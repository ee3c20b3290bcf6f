TALK "Dots belong to WITH."
.total = 5 ' expect error BASIC_NO_STATEMENT
