answer = LLM "a prompt" ' expect ok
WITH row
  id = 1
END WITH
