HUMAN APPROVAL "boss@example.com" ' expect error BASIC_APPROVAL_FROM
