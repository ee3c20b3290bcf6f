HEAR consent AS "Do you agree to this text?" ' expect warning BASIC_NOT_AVAILABLE
