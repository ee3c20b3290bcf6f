' expect ok
text = SUMMARIZE note
other = TRANSLATE note TO "es"
third = TRANSLATE note, "pt"
intent = CLASSIFY INTENT note
urgent = DETECT_URGENCY(note + "!")
mood = ANALYZE_SENTIMENT(note)
IF mood = "negative" THEN TALK "Sorry"
feeling = ANALYZE SENTIMENT session_id, note
lead = AI SCORE LEAD { email: "a@example.com" }
best = SCORE LEAD lead
result = POLISH MESSAGE note, "formal"
tips = GET TIPS session_id, note
reply = ANSWER "What now?"
translate = 5
summarize = translate + 1
