PARAM count AS INTEGER
PARAM contact AS EMAIL
PARAM tags AS ARRAY
HEAR day AS DATE
HEAR sure AS BOOLEAN
day = "soon" ' expect warning BASIC_ASSIGNED_TYPE
day = 5 ' expect warning BASIC_ASSIGNED_TYPE
count = "many" ' expect warning BASIC_ASSIGNED_TYPE
contact = "nobody" ' expect warning BASIC_ASSIGNED_TYPE
tags = 7 ' expect warning BASIC_ASSIGNED_TYPE
sure = "perhaps" ' expect warning BASIC_ASSIGNED_TYPE
sure = [TRUE] ' expect warning BASIC_ASSIGNED_TYPE
