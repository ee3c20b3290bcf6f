POST TO INSTAGRAM image, caption ' expect warning BASIC_NOT_AVAILABLE
POST TO "instagram" image, caption ' expect warning BASIC_NOT_AVAILABLE
POST TO "facebook,linkedin" image, caption ' expect warning BASIC_NOT_AVAILABLE
POST TO TWITTER AT when image, caption ' expect warning BASIC_NOT_AVAILABLE
POST TO FACEBOOK AT "2026-01-01 10:00" image, "x" ' expect warning BASIC_NOT_AVAILABLE
POST TO "x" CONTENT text ' expect warning BASIC_NOT_AVAILABLE
POST TO LINKEDIN text ' expect warning BASIC_NOT_AVAILABLE
x = POST TO INSTAGRAM image, caption ' expect warning BASIC_NOT_AVAILABLE
