a = IMPROVE TEXT body WITH TONE "friendly" ' expect warning BASIC_NOT_AVAILABLE
b = ANALYZE THEMES FROM reviews ' expect warning BASIC_NOT_AVAILABLE
c = ANALYZE SENTIMENT FROM text ' expect warning BASIC_NOT_AVAILABLE
