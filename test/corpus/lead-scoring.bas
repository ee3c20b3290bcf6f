a = AI SCORE LEAD lead ' expect warning BASIC_NOT_AVAILABLE
b = SCORE LEAD lead ' expect warning BASIC_NOT_AVAILABLE
c = GET LEAD SCORE id ' expect warning BASIC_NOT_AVAILABLE
UPDATE LEAD SCORE id, 5 ' expect warning BASIC_NOT_AVAILABLE
UPDATE LEAD SCORE id, 5, "bought" ' expect warning BASIC_NOT_AVAILABLE
