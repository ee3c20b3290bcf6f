answer = LLM "Summarise " + text ' expect warning BASIC_NOT_AVAILABLE
  WITH OPTIMIZE FOR "cost"
  WITH MAX_COST 0.05
  WITH MAX_LATENCY 2000
WITH note
  text = answer
END WITH
