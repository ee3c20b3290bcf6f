again:
n = n + 1
IF n < 3 THEN GOTO agian ' expect error BASIC_LABEL_UNKNOWN
