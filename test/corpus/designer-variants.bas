SEND MAIL TO "a" SUBJECT "s" BODY "b"
GET url TO v ' expect warning BASIC_NOT_AVAILABLE
GET "https://example.com" TO v
POST url WITH body TO v
SAVE data TO "f"
GET BOT MEMORY "k" TO v
GET BOT MEMORY "k" AS w
GET USER MEMORY "k" TO x
SET USER MEMORY "k", x
HEAR name AS STRING
TALK v + w
