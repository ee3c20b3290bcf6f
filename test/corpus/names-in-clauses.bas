' expect ok
FOR EACH case IN list DO
  body = case.body
NEXT case
subject = "s"
WITH mail
  subject = subject
  body = body
END WITH
