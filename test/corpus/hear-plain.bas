HEAR name ' expect warning BASIC_NOT_AVAILABLE
HEAR age AS INTEGER ' expect warning BASIC_NOT_AVAILABLE
HEAR mail AS EMAIL WITH "Your address?" ' expect warning BASIC_NOT_AVAILABLE
HEAR city WITH "Which city?" DEFAULT "Rome" ' expect warning BASIC_NOT_AVAILABLE
HEAR day AS DATE DEFAULT "2026-01-01" ' expect warning BASIC_NOT_AVAILABLE
HEAR note WITH "Anything else?" ' expect warning BASIC_NOT_AVAILABLE
x = HEAR ' expect warning BASIC_NOT_AVAILABLE
y = HEAR AS STRING ' expect warning BASIC_NOT_AVAILABLE
HEAR ' expect warning BASIC_NOT_AVAILABLE
