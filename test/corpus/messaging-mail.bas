' expect ok
SEND MAIL "a@example.com", "subject", "body"
SEND MAIL to, "x " + y, body, ATTACHMENT file
SEND MAIL to, subject, body ATTACHMENT "a.pdf"
SEND EMAIL to, body
SEND EMAIL to, subject, body
SEND EMAIL TO a SUBJECT "s" BODY b
SEND MAIL TO "a@example.com" SUBJECT "s" BODY "b"
x = SEND MAIL to, subject, body
SEND MAIL to, subject, body, [file1, file2]
