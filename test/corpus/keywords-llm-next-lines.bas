answer = LLM "question" ' expect ok
  WITH OPTIMIZE FOR "speed"
  WITH MAX_COST 0.05
TALK answer
