answer = LLM "question" ' expect warning BASIC_NOT_AVAILABLE
  WITH OPTIMIZE FOR "speed"
  WITH MAX_COST 0.05
TALK answer
