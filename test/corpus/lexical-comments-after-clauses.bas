' expect ok
HUMAN APPROVAL FROM "boss@example.com"
  ' half an hour
  TIMEOUT 1800  ' 30 minutes
  ON TIMEOUT: REJECT ORDER ' as agreed
