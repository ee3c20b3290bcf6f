EVENT PUBLISH "paid" ' expect error BASIC_WORD_ORDER
