' Large orders of customers that nobody knows are doubtful.
PARAM customer AS STRING LIKE "ana@example.com" DESCRIPTION "Who ordered"
PARAM order_total AS MONEY LIKE 120 DESCRIPTION "What the order costs"
PARAM payment_method AS STRING LIKE "credit_card" DEFAULT "invoice"
DESCRIPTION "Says how doubtful an order is, from 0 to 1"

fraud_score = 0.1
known = FIND "customers", "email", customer
IF NOT known THEN fraud_score = fraud_score + 0.4
IF order_total > 500 THEN fraud_score = fraud_score + 0.4

SET BOT MEMORY "payment_pattern", payment_method

RETURN WITH fraud_score AS fraud_score
