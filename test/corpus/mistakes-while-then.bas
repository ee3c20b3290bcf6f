WHILE a THEN ' expect error BASIC_UNEXPECTED
  a = 0
WEND
