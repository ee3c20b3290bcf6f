GOTO start ' expect error BASIC_LABEL_UNKNOWN
