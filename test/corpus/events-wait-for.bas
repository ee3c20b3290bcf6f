WAIT FOR "paid" ' expect error BASIC_WAIT_FOR
