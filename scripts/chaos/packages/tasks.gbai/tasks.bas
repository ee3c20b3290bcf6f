' Seven tasks that depend on each other; for some the last one fails, and everything is taken back.
PARAM ref AS STRING LIKE "r1" DESCRIPTION "Tells this run from all others"
PARAM fails AS BOOLEAN DEFAULT FALSE

ORCHESTRATE WORKFLOW "tasks"
  SAVE "log" WITH ref AS ref, what AS "begun"
  ON FAILURE DO
    SAVE "log" WITH ref AS ref, what AS "taken back"
  END ON
  STEP 1: a = BOT "sink" "one" WITH { ref: ref }
  STEP 2: BOT "writer" "two" DEPENDS ON 1
  STEP 3: c = BOT "sink" "flaky" WITH { ref: ref } RETRY 5 DEPENDS ON 1
  STEP 4: WAIT 0.3 DEPENDS ON NONE
  SAVE "log" WITH ref AS ref, what AS "four"
  STEP 5: BOT "writer" "five" DEPENDS ON NONE
  STEP 6: BOT "writer" "six" DEPENDS ON 2, 3
  STEP 7: ok = WAIT FOR EVENT "go-" + ref TIMEOUT 86400 DEPENDS ON 4, 5
  SAVE "log" WITH ref AS ref, what AS "seven"
  IF fails THEN THROW "seven fails"
  TRY TIMEOUT 86400
    d = BOT "sink" "last" WITH { ref: ref }
  END TRY
  PUBLISH EVENT "tasks_done" WITH { ref: ref }
  RETURN { a: a.answer, c: c.answer, d: d.answer, ok: ok }
END WORKFLOW
