' Offers go to people who know us, introductions to the others; a day later we look what they did.
PARAM audience AS STRING LIKE "customers" DESCRIPTION "Whom to write to"
PARAM pause_seconds AS INTEGER LIKE 86400 DEFAULT 86400 DESCRIPTION "How long to wait for answers"

ORCHESTRATE WORKFLOW "marketing-campaign"
  STEP 1: BOT "audience-finder" "find the people"
  STEP 2: PARALLEL
    BRANCH mail: BOT "mail-writer" "write the mail"
    BRANCH image: BOT "picture-picker" "pick a picture"
  END PARALLEL
  STEP 3: HUMAN APPROVAL FROM "marketing-lead@example.com"
    TIMEOUT 7200
    ON TIMEOUT: ESCALATE TO "marketing-director@example.com"
  STEP 4: BOT "sender" "send to everybody"
  STEP 5: BOT "answer-counter" "count who answered"
    DELAY pause_seconds
  IF engagement_rate >= 0.3 THEN
    STEP 6: BOT "follow-up-writer" "thank and offer more"
    BOT SHARE MEMORY "best_subject" WITH "marketing-bots"
  ELSE
    STEP 6: BOT "rethinker" "note what did not work"
  END IF
  PUBLISH EVENT "campaign_finished" WITH { audience: audience, engagement_rate: engagement_rate }
  RETURN engagement_rate
END WORKFLOW
