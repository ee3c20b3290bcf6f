x = GET SESSION "k" ' expect warning BASIC_NOT_AVAILABLE
y = GET SESSION session_id, "k" ' expect warning BASIC_NOT_AVAILABLE
SET SESSION "k", 5 ' expect warning BASIC_NOT_AVAILABLE
SET SESSION session_id, "k", 5 ' expect warning BASIC_NOT_AVAILABLE
SET "session.k", 5 ' expect warning BASIC_NOT_AVAILABLE
SET "session.k" = x ' expect warning BASIC_NOT_AVAILABLE
SET user_name, name ' expect warning BASIC_NOT_AVAILABLE
a = GET "session.k" ' expect warning BASIC_NOT_AVAILABLE
b = GET "user.name" ' expect warning BASIC_NOT_AVAILABLE
c = GET "config", "key" ' expect warning BASIC_NOT_AVAILABLE
