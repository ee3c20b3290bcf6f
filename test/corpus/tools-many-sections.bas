PARAM city AS STRING LIKE "Rome"
DESCRIPTION "Weather of a city."
x = GET "https://example.com/" + city ' expect warning BASIC_NOT_AVAILABLE
RETURN x
PARAM city AS STRING LIKE "Rome"
PARAM day AS DATE
DESCRIPTION "Forecast."
y = GET "https://example.com/f/" + city ' expect warning BASIC_NOT_AVAILABLE
RETURN y
DESCRIPTION "Nothing to give."
RETURN "z"
