answer = LLM "Summarise " + text ' expect ok
  WITH OPTIMIZE FOR "cost"
  WITH MAX_COST 0.05
  WITH MAX_LATENCY 2000
WITH note
  text = answer
END WITH
