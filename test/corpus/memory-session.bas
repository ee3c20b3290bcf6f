x = GET SESSION "k"
y = GET SESSION session_id, "k"
SET SESSION "k", 5
SET SESSION session_id, "k", 5
SET "session.k", 5
SET "session.k" = x
SET user_name, name
a = GET "session.k"
b = GET "user.name"
c = GET "config", "key" ' expect warning BASIC_NOT_AVAILABLE
