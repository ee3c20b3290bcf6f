' Writes the payment down; a card company would be asked here.
PARAM order_id AS STRING LIKE "A-17" DESCRIPTION "Number of the order"
PARAM order_total AS MONEY LIKE 120 DESCRIPTION "What to charge"
DESCRIPTION "Charges the card of a customer"

payment_id = SAVE "payments" WITH order_id AS order_id, amount AS order_total, kind AS "card"
RETURN WITH payment_id AS payment_id
