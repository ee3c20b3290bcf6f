TALK "first ' expect error BASIC_OPEN_TEXT
TALK "second" + "third"
x = 5
TALK "open ' expect error BASIC_OPEN_TEXT
