SEND MAIL "a@example.com", "subject", "body" ' expect warning BASIC_NOT_AVAILABLE
SEND MAIL to, "x " + y, body, ATTACHMENT file ' expect warning BASIC_NOT_AVAILABLE
SEND MAIL to, subject, body ATTACHMENT "a.pdf" ' expect warning BASIC_NOT_AVAILABLE
SEND EMAIL to, body ' expect warning BASIC_NOT_AVAILABLE
SEND EMAIL to, subject, body ' expect warning BASIC_NOT_AVAILABLE
SEND EMAIL TO a SUBJECT "s" BODY b ' expect warning BASIC_NOT_AVAILABLE
SEND MAIL TO "a@example.com" SUBJECT "s" BODY "b" ' expect warning BASIC_NOT_AVAILABLE
x = SEND MAIL to, subject, body ' expect warning BASIC_NOT_AVAILABLE
SEND MAIL to, subject, body, [file1, file2] ' expect warning BASIC_NOT_AVAILABLE
