PARAM city AS STRING LIKE "Rome" ' expect ok
DESCRIPTION "Weather of a city."
x = GET "https://example.com/" + city
RETURN x
PARAM city AS STRING LIKE "Rome"
PARAM day AS DATE
DESCRIPTION "Forecast."
y = GET "https://example.com/f/" + city
RETURN y
DESCRIPTION "Nothing to give."
RETURN "z"
