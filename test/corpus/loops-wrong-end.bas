FOR i = 1 TO 3
WEND ' expect error BASIC_STRAY_END
TALK "x"
