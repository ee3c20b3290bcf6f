' expect ok
BEGIN MAIL "ana@example.com"
Subject: Your order

Dear ${name},
'quoted' text: as is.
END MAIL
