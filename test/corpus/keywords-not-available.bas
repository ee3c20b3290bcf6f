SEND MAIL "a@b.c", "subject", "body"
CREATE_TASK "title", "high"
x = LLM "prompt" WITH OPTIMIZE FOR "speed"
HEAR name AS STRING WITH "Your name?" DEFAULT "none"
USE_WEBSITE("https://example.com", "30d") ' expect warning BASIC_NOT_AVAILABLE
y = GET "https://example.com" + "/x"
SET SCHEDULE "0 9 * * *" "job.bas" "job"
POST TO INSTAGRAM image, caption
MERGE "t" WITH rows BY "Id"
DELETE FROM "t" WHERE id = 5
SEND EMAIL TO a SUBJECT s BODY b
SET HEADER "X" AS "y"
SET CONTEXT "role" AS "seller"
REMEMBER k = 5
GENERATE SECURE LINK "/a" EXPIRES 7 DAYS ' expect warning BASIC_NOT_AVAILABLE
CALL "/comm/email/send", { to: "a" } ' expect warning BASIC_NOT_AVAILABLE
