x = LLM "prompt" ' expect ok
y = LLM "a " + b + " c"
z = LLM prompt WITH OPTIMIZE FOR "speed"
w = UCASE(LLM "x")
TALK LLM "x"
IF LLM "yes or no?" = "yes" THEN
  TALK "ok"
END IF
v = (LLM "a") + "b"
