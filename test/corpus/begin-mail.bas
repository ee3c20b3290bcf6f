BEGIN MAIL "ana@example.com" ' expect warning BASIC_NOT_AVAILABLE
Subject: Your order

Dear ${name},
'quoted' text: as is.
END MAIL
