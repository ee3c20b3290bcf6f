' expect ok
BEGIN MAIL customer.email
Subject: x
body
END MAIL
