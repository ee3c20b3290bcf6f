x = SELECT name FROM rows GROUP BY name WHERE total > 5 ' expect warning BASIC_QUERY
