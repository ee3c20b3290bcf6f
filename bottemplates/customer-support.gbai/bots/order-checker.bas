' Looks the order up and tells whether money can be given back for it.
PARAM order_id AS STRING LIKE "1001" DESCRIPTION "Number of the order"
DESCRIPTION "Finds an order and checks whether it can be refunded"

IF order_id IS NULL OR order_id = "" THEN
  THROW "The complaint names no order: order_id is missing."
END IF

order = FIND "orders", "id = ${order_id}"
IF NOT order THEN
  THROW "There is no order " + order_id + "."
END IF

valid = order.status = "delivered" OR order.status = "shipped"

RETURN WITH order_amount AS order.amount, customer AS order.customer, sku AS order.sku, quantity AS order.quantity, order_status AS order.status, valid AS valid
