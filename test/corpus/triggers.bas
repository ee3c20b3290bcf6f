WEBHOOK "orders"
TRIGGER "job", id
ON FORM SUBMIT "contact"
  SAVE "contacts", fields
END ON
ON INSERT OF "orders" ' expect warning BASIC_NOT_AVAILABLE
  TALK "new"
END ON
ON UPDATE OF "orders" ' expect warning BASIC_NOT_AVAILABLE
  TALK "changed"
END ON
ON DELETE OF "orders" ' expect warning BASIC_NOT_AVAILABLE
  TALK "gone"
END ON
ON EMAIL
  TALK "mail"
END ON
ON EMAIL FROM "a@example.com" ' expect warning BASIC_NOT_AVAILABLE
  TALK "mail"
END ON
ON EMAIL SUBJECT "help" ' expect warning BASIC_NOT_AVAILABLE
  TALK "mail"
END ON
ON CHANGE "folder" ' expect warning BASIC_NOT_AVAILABLE
  TALK "file"
END ON
ON CHANGE "folder" EVENTS "create,delete" ' expect warning BASIC_NOT_AVAILABLE
  TALK "file"
END ON
