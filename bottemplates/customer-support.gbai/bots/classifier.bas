' Sorts a complaint by the words in it: what it is about, how urgent it is, how the customer feels.
PARAM complaint AS STRING LIKE "My parcel arrived broken" DESCRIPTION "What the customer wrote"
DESCRIPTION "Finds category, urgency and sentiment of a complaint"

words = LCASE(complaint)
IF ISEMPTY(TRIM(words)) THEN
  THROW "The complaint is empty: there is nothing to classify."
END IF

category = "other"
IF words CONTAINS "refund" OR words CONTAINS "money back" OR words CONTAINS "charged" OR words CONTAINS "invoice" THEN
  category = "billing"
ELSE IF words CONTAINS "broken" OR words CONTAINS "damaged" OR words CONTAINS "defect" OR words CONTAINS "wrong item" THEN
  category = "product"
ELSE IF words CONTAINS "late" OR words CONTAINS "parcel" OR words CONTAINS "delivery" OR words CONTAINS "arrive" THEN
  category = "delivery"
ELSE IF words CONTAINS "password" OR words CONTAINS "login" OR words CONTAINS "account" THEN
  category = "account"
END IF

score = 0
FOR EACH sign IN ["terrible", "awful", "angry", "unacceptable", "worst", "never again", "broken", "lawyer"]
  IF words CONTAINS sign THEN score = score - 1
NEXT sign
FOR EACH sign IN ["thank", "great", "happy", "please", "love", "kind"]
  IF words CONTAINS sign THEN score = score + 1
NEXT sign

sentiment = "neutral"
IF score < 0 THEN sentiment = "negative"
IF score > 0 THEN sentiment = "positive"

urgency = "normal"
IF words CONTAINS "urgent" OR words CONTAINS "immediately" OR words CONTAINS "today" OR words CONTAINS "lawyer" THEN
  urgency = "high"
ELSE IF score < -1 THEN
  urgency = "high"
ELSE IF score > 0 THEN
  urgency = "low"
END IF

RETURN WITH category AS category, urgency AS urgency, sentiment AS sentiment
