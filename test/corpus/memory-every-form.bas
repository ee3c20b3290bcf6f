' expect ok
SET USER MEMORY "name", "Ann"
SET_USER_MEMORY("name", "Ann")
SET USER FACT "likes", "tea"
a = GET USER MEMORY("name")
GET USER MEMORY "name" INTO b
SET SESSION "step" = 2
SET SESSION("step", 3)
SET SESSION other, "step", 4
c = GET SESSION(other, "step")
d = GET SESSION other, "step"
TALK "step " + GET SESSION "step" + " of 4"
SET "session.cart" = [1, 2]
SET "session." + a, TRUE
SET "user.language", "pt"
SET "bot.greeting" = "Hi"
SET topic, "refunds"
e = GET "session.cart"
f = GET "user.${a}"
g = GET "bot." + a
h = GET topic
REMEMBER topic = "refunds"
REMEMBER "topic" = "refunds"
REMEMBER "topic", "refunds", 30
REMEMBER "topic", "refunds", "forever"
REMEMBER("topic", "refunds", "2 weeks")
i = RECALL "topic"
j = RECALL("topic") OR "nothing"
CACHE SET "rates", { "usd": 1.1 }, 3600
CACHE_SET("rates", 5)
k = CACHE GET "rates"
l = CACHE_GET("rates")
IF GET SESSION "step" = 4 THEN TALK "done"
BOT SHARE MEMORY "greeting" WITH "other"
BOT SYNC MEMORY FROM "other"
TALK a + b + c + d + e + f + g + h + i + j + k + l
