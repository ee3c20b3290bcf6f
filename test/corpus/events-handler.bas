ON EVENT "paid" DO
  TALK "thank you"
  PUBLISH EVENT "paid" ' expect warning BASIC_EVENT_LOOP
END ON
