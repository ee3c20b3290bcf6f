' expect ok
POST TO INSTAGRAM image, caption
POST TO "instagram" image, caption
POST TO "facebook,linkedin" image, caption
POST TO TWITTER AT when image, caption
POST TO FACEBOOK AT "2026-01-01 10:00" image, "x"
POST TO "x" CONTENT text
POST TO LINKEDIN text
x = POST TO INSTAGRAM image, caption
