' expect ok
PARAM count AS INTEGER
PARAM contact AS EMAIL
PARAM tags AS ARRAY
PARAM note AS STRING
HEAR day AS DATE
HEAR sure AS BOOLEAN
day = "2026-03-01"
day = NULL
day = ""
count = "12"
count = LEN(note)
contact = "a@example.com"
tags = []
note = 5
sure = "yes"
sure = TRUE
