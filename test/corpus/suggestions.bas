' expect ok
ADD SUGGESTION "order" AS "Make an order"
ADD SUGGESTION "label only"
ADD SUGGESTION name AS "x" + y
CLEAR SUGGESTIONS
