' expect ok
a = AI SCORE LEAD lead
b = SCORE LEAD lead
c = GET LEAD SCORE id
UPDATE LEAD SCORE id, 5
UPDATE LEAD SCORE id, 5, "bought"
