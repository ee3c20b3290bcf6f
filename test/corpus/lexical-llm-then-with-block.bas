answer = LLM "a prompt" ' expect warning BASIC_NOT_AVAILABLE
WITH row
  id = 1
END WITH
