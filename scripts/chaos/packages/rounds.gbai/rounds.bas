' Approvals in a loop and in branches, a race, a limit that passes, a failure that is caught.
PARAM ref AS STRING LIKE "r1" DESCRIPTION "Tells this run from all others"

ORCHESTRATE WORKFLOW "rounds"
  yes = 0
  FOR round = 1 TO 3
    HUMAN APPROVAL FROM "round-${round}@example.com"
      TIMEOUT 86400
      ON REJECT: CONTINUE
    IF approval.approved THEN yes = yes + 1
    SAVE "log" WITH ref AS ref, what AS "round ${round} ${approval.approved}"
  NEXT round
  PARALLEL
    BRANCH one:
      HUMAN APPROVAL FROM "one@example.com"
        TIMEOUT 86400
        ON REJECT: CONTINUE
      one = approval.approved
      RACE
        BRANCH quick:
          BOT "sink" "quick" WITH { ref: ref }
          SAVE "log" WITH ref AS ref, what AS "quick"
        BRANCH never:
          WAIT 86400
          SAVE "log" WITH ref AS ref, what AS "never"
      END RACE
    BRANCH two:
      FOR EACH number IN [5, 1, 3] IN PARALLEL MAX 2
        SAVE "log" WITH ref AS ref, what AS "each " + number
        WAIT number / 10
        APPEND list, number
      NEXT
  END PARALLEL
  TRY TIMEOUT 1
    WAIT 86400
    SAVE "log" WITH ref AS ref, what AS "never"
  CATCH problem
    SAVE "log" WITH ref AS ref, what AS "caught " + problem.code
  END TRY
  TRY
    BOT "sink" "refuse" WITH { ref: ref }
  CATCH problem
    SAVE "log" WITH ref AS ref, what AS "caught " + problem.code
  FINALLY
    TALK "finally " + ref
  END TRY
  RETURN { yes: yes, one: one, list: list }
END WORKFLOW
