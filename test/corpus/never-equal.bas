PARAM age AS INTEGER
PARAM agreed AS BOOLEAN
PARAM name AS STRING
IF age = "ten" THEN TALK "ten" ' expect warning BASIC_NEVER_EQUAL
IF agreed = "perhaps" THEN TALK "perhaps" ' expect warning BASIC_NEVER_EQUAL
IF age = "10" OR agreed = "true" OR name = "ten" OR age = "" THEN TALK "fine"
