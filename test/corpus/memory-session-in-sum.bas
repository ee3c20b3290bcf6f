x = FIND "t", "customer_id='" + GET SESSION "customer" + "'" ' expect warning BASIC_NOT_AVAILABLE
TALK "Hello " + GET SESSION "name" + "!" ' expect warning BASIC_NOT_AVAILABLE
