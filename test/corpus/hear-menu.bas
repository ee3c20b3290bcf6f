HEAR choice AS "yes", "no" ' expect warning BASIC_NOT_AVAILABLE
HEAR next AS "done", * ' expect warning BASIC_NOT_AVAILABLE
HEAR pick AS MENU "a", "b", "c" ' expect warning BASIC_NOT_AVAILABLE
HEAR consent AS "Do you agree to this?" ' expect warning BASIC_NOT_AVAILABLE
