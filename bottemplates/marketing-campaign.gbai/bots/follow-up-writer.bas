DESCRIPTION "Thanks those who answered"
SAVE "campaign_notes" WITH note AS "offer more"
RETURN WITH follow_up AS TRUE
