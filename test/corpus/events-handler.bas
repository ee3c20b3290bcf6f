ON EVENT "paid" DO ' expect warning BASIC_NOT_AVAILABLE
  TALK "thank you"
  PUBLISH EVENT "paid" ' expect warning BASIC_EVENT_LOOP
END ON
