BEGIN MAIL customer.email ' expect warning BASIC_NOT_AVAILABLE
Subject: x
body
END MAIL
