' expect ok
HEAR name
HEAR age AS INTEGER
HEAR mail AS EMAIL WITH "Your address?"
HEAR city WITH "Which city?" DEFAULT "Rome"
HEAR day AS DATE DEFAULT "2026-01-01"
HEAR note WITH "Anything else?"
x = HEAR
y = HEAR AS STRING
HEAR
