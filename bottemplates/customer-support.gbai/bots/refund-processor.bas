' Writes the refund down and remembers how the case was solved.
PARAM order_id AS STRING LIKE "1001" DESCRIPTION "Number of the order"
PARAM order_amount AS MONEY LIKE 250 DESCRIPTION "What the customer paid"
PARAM customer AS STRING LIKE "ana@example.com" OPTIONAL
PARAM category AS STRING LIKE "billing" OPTIONAL
PARAM valid AS BOOLEAN LIKE TRUE DEFAULT TRUE
DESCRIPTION "Pays an order back, or gives a voucher when it cannot be paid back"

resolution_method = "refund"
refund_amount = order_amount
IF NOT valid THEN
  resolution_method = "voucher"
  refund_amount = ROUND(order_amount * 0.2, 2)
END IF

WITH refund
  order_id = order_id
  customer = customer
  amount = refund_amount
  method = resolution_method
  reason = category OR "other"
  created_at = NOW()
END WITH
refund_id = SAVE "refunds", refund

SET BOT MEMORY "resolution_method", resolution_method

RETURN WITH refund_id AS refund_id, refund_amount AS refund_amount, resolution AS resolution_method
