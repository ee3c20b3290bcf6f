WAIT UNTIL "tomorrow" ' expect error BASIC_TIMEOUT
WAIT UNTIL 60 ' expect error BASIC_TIMEOUT
WAIT "soon" ' expect error BASIC_TIMEOUT
WAIT UNTIL [1] ' expect error BASIC_TIMEOUT
