' Takes the items off the shelf.
PARAM sku AS STRING LIKE "LAMP" DESCRIPTION "What was ordered"
PARAM quantity AS INTEGER LIKE 2 DEFAULT 1
DESCRIPTION "Reserves items for an order"

item = FIND "catalogue", "sku", sku
left = item.stock - quantity
UPDATE "catalogue" SET stock = left WHERE sku = sku
RETURN WITH stock_left AS left
