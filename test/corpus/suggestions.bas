ADD SUGGESTION "order" AS "Make an order" ' expect warning BASIC_NOT_AVAILABLE
ADD SUGGESTION "label only" ' expect warning BASIC_NOT_AVAILABLE
ADD SUGGESTION name AS "x" + y ' expect warning BASIC_NOT_AVAILABLE
CLEAR SUGGESTIONS ' expect warning BASIC_NOT_AVAILABLE
