' An order in twelve steps, with branches in branches, and what it takes back when nobody lets it pass.
PARAM ref AS STRING LIKE "r1" DESCRIPTION "Tells this run from all others"

ORCHESTRATE WORKFLOW "order"
  STEP 1: offer = BOT "sink" "quote" WITH { ref: ref }
  ON FAILURE DO
    SAVE "log" WITH ref AS ref, what AS "quote taken back"
  END ON
  STEP 2: SAVE "log" WITH ref AS ref, what AS "order"
  STEP 3: BOT "packer" "pack"
  ON FAILURE DO
    SAVE "log" WITH ref AS ref, what AS "unpacked"
    TALK "unpacked " + ref
  END ON
  total = 0
  FOR EACH item IN [1, 2, 3, 4]
    total = total + item * offer.price
    STEP 4: SAVE "log" WITH ref AS ref, what AS "item " + item
  NEXT item
  STEP 5: HUMAN APPROVAL FROM "boss@example.com" TIMEOUT 86400
  STEP 6: PARALLEL
    BRANCH goods:
      BOT "sink" "reserve" WITH { ref: ref }
      PARALLEL
        BRANCH box: SAVE "log" WITH ref AS ref, what AS "box"
        BRANCH label: label = BOT "sink" "flaky" WITH { ref: ref } RETRY 5
      END PARALLEL
      SAVE "log" WITH ref AS ref, what AS "goods"
    BRANCH papers:
      WAIT 0.5
      SAVE "log" WITH ref AS ref, what AS "papers"
      APPEND done, "papers"
    BRANCH letter:
      TALK "letter " + ref
      APPEND done, "letter"
  END PARALLEL
  STEP 7: SET BOT MEMORY "total of " + ref, total
  STEP 8: WAIT FOR EVENT "packed-" + ref TIMEOUT 86400
  STEP 9: paid = BOT "sink" "charge" WITH { ref: ref, total: total }
  STEP 10: kept = GET BOT MEMORY("total of " + ref)
  STEP 11: SAVE "log" WITH ref AS ref, what AS "kept " + kept
  STEP 12: PUBLISH EVENT "order_done" WITH { ref: ref, parcels: event.parcels }
  RETURN { total: total, done: done, paid: paid.answer, label: label.answer }
END WORKFLOW
