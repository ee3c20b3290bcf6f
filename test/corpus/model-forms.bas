' expect ok
BEGIN SYSTEM PROMPT
You are ${role}.
Be kind.
END SYSTEM PROMPT
USE MODEL "fast"
a = LLM "question" WITH OPTIMIZE FOR "cost" WITH MAX_COST 0.05 WITH MAX_LATENCY 2000 WITH MODEL "m"
b = IMPROVE TEXT body WITH TONE "formal"
c = ANALYZE THEMES FROM reviews
LLM "alone"
TALK LLM "x" + b
