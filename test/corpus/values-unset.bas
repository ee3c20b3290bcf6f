' expect ok
IF order_amount > 100 AND fraud_score < 0.5 THEN
  TALK payment_method
END IF
