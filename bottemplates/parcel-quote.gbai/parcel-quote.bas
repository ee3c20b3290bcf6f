' Asks a carrier what a parcel costs.
PARAM weight_kg AS NUMBER LIKE 2.5 DESCRIPTION "Weight of the parcel in kilograms"
PARAM zone AS STRING LIKE "europe" DESCRIPTION "Where the parcel goes"
DESCRIPTION "Asks a carrier for the price of a parcel"

ORCHESTRATE WORKFLOW "parcel-quote"
  STEP 1: BOT "carrier" "quote parcel" WITH { weight_kg: weight_kg, zone: zone } TIMEOUT 10 RETRY 2 INTO quote
  RETURN quote
END WORKFLOW
