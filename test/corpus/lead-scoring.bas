a = AI SCORE LEAD lead ' expect warning BASIC_NOT_AVAILABLE
b = SCORE LEAD lead ' expect warning BASIC_NOT_AVAILABLE
c = GET LEAD SCORE id
UPDATE LEAD SCORE id, 5
UPDATE LEAD SCORE id, 5, "bought"
