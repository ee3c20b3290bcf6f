x = LLM "prompt" ' expect warning BASIC_NOT_AVAILABLE
y = LLM "a " + b + " c" ' expect warning BASIC_NOT_AVAILABLE
z = LLM prompt WITH OPTIMIZE FOR "speed" ' expect warning BASIC_NOT_AVAILABLE
w = UCASE(LLM "x") ' expect warning BASIC_NOT_AVAILABLE
TALK LLM "x" ' expect warning BASIC_NOT_AVAILABLE
IF LLM "yes or no?" = "yes" THEN ' expect warning BASIC_NOT_AVAILABLE
  TALK "ok"
END IF
v = (LLM "a") + "b" ' expect warning BASIC_NOT_AVAILABLE
