' A post is looked at from three sides, then blocked, shown to a person, or published.
ORCHESTRATE WORKFLOW "content-moderation"
  STEP 1: PARALLEL
    BRANCH A: BOT "word-reader" "score the words"
    BRANCH B: BOT "link-reader" "count the links"
    BRANCH C: BOT "author-reader" "look at the author"
  END PARALLEL
  decision = "published"
  IF toxicity_score > 0.7 OR link_count > 3 THEN
    STEP 2: BOT "blocker" "block the post"
    decision = "blocked"
  ELSE IF toxicity_score > 0.4 OR NOT trusted_author THEN
    STEP 3: HUMAN APPROVAL FROM "moderators@example.com"
      TIMEOUT 3600
      ON TIMEOUT: APPROVE WITH WARNING
    STEP 4: BOT "publisher" "publish after review"
    decision = "reviewed"
  ELSE
    STEP 5: BOT "publisher" "publish"
  END IF
  BOT SHARE MEMORY "last_decision" WITH "moderation-trainers"
  PUBLISH EVENT "moderation_done" WITH { post_id: post_id, decision: decision }
  RETURN decision
END WORKFLOW
