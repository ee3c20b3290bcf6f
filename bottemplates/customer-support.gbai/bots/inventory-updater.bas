' Puts what comes back into the stock and writes the movement down.
PARAM sku AS STRING LIKE "CUP-BLUE" DESCRIPTION "Item of the order"
PARAM quantity AS INTEGER LIKE 1 DEFAULT 1
PARAM order_id AS STRING LIKE "1001" OPTIONAL
DESCRIPTION "Adds the items of a returned order to the stock"

item = FIND "stock", "sku", sku
IF NOT item THEN
  THROW "The stock has no item " + sku + "."
END IF

stock_quantity = item.quantity + quantity
UPDATE "stock" SET quantity = stock_quantity WHERE sku = sku

movement_id = SAVE "stock_movements" WITH sku AS sku, quantity AS quantity, order_id AS order_id, reason AS "return", created_at AS NOW()

RETURN WITH stock_quantity AS stock_quantity, movement_id AS movement_id
