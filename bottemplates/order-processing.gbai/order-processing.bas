' An order from the shop: check it, look for fraud, and either ask a person or charge at once.
ORCHESTRATE WORKFLOW "order-processing"
  STEP 1: BOT "order-validator" "check items and address"
  STEP 2: BOT "fraud-detector" "score the order"
  IF fraud_score > 0.8 THEN
    STEP 3: HUMAN APPROVAL FROM "fraud-team@example.com"
      TIMEOUT 900
      ON TIMEOUT: REJECT ORDER
  END IF
  IF payment_method = "credit_card" THEN
    STEP 4: BOT "card-charger" "charge the card"
  ELSE
    STEP 4: BOT "invoice-writer" "write an invoice"
  END IF
  STEP 5: PARALLEL
    BRANCH A: BOT "stock-keeper" "reserve the items"
    BRANCH B: BOT "shipper" "book a parcel"
    BRANCH C: BOT "letter-writer" "confirm to the customer"
  END PARALLEL
  BOT SHARE MEMORY "payment_pattern" WITH "fraud-detector-2"
  PUBLISH EVENT "order_completed" WITH { order_id: order_id, paid_with: payment_method }
END WORKFLOW
