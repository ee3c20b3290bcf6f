' The customer pays later.
PARAM order_id AS STRING LIKE "A-17" DESCRIPTION "Number of the order"
PARAM order_total AS MONEY LIKE 120 DESCRIPTION "What to pay"
DESCRIPTION "Writes an invoice that is due in 30 days"

payment_id = SAVE "payments" WITH order_id AS order_id, amount AS order_total, kind AS "invoice", due AS DATEADD(TODAY(), 30, "day")
RETURN WITH payment_id AS payment_id
