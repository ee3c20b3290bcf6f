again:
n = n + 1
again: ' expect error BASIC_LABEL_TWICE
IF n < 3 THEN GOTO again
