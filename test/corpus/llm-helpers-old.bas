a = IMPROVE TEXT body WITH TONE "friendly" ' expect ok
b = ANALYZE THEMES FROM reviews
c = ANALYZE SENTIMENT FROM text
