' Tells the customer that the order is on its way.
PARAM order_id AS STRING LIKE "A-17" DESCRIPTION "Number of the order"
PARAM customer AS STRING LIKE "ana@example.com" DESCRIPTION "Who ordered"
DESCRIPTION "Confirms an order"

TALK "Order " + order_id + " of " + customer + " is on its way."
RETURN WITH confirmed AS TRUE
