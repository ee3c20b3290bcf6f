' An order needs an item that we have and somebody to send it to.
PARAM order_id AS STRING LIKE "A-17" DESCRIPTION "Number of the order"
PARAM sku AS STRING LIKE "LAMP" DESCRIPTION "What was ordered"
PARAM quantity AS INTEGER LIKE 2 DEFAULT 1
PARAM customer AS STRING LIKE "ana@example.com" DESCRIPTION "Who ordered"
DESCRIPTION "Checks an order and finds its price"

item = FIND "catalogue", "sku", sku
IF NOT item THEN
  THROW "The catalogue has no item " + sku + "."
END IF
IF quantity < 1 THEN
  THROW "An order has at least one item."
END IF

RETURN WITH order_total AS item.price * quantity, sku AS sku, quantity AS quantity, customer AS customer
