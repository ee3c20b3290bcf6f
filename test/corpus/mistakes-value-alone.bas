order.total ' expect error BASIC_NO_EFFECT
