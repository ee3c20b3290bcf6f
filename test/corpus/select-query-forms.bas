a = SELECT name, SUM(total) AS s FROM rows GROUP BY name ORDER BY s DESC
b = SELECT * FROM orders ' expect warning BASIC_QUERY
  JOIN customers ON orders.id = customers.id
  WHERE total > 5
  GROUP BY name
c = SELECT SUBSTR(name, 0, 5), 'x/y' FROM rows WHERE a = 'b' ' expect warning BASIC_QUERY
