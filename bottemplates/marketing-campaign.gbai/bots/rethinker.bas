DESCRIPTION "Notes that a campaign did not work"
SAVE "campaign_notes" WITH note AS "try another subject"
RETURN WITH follow_up AS FALSE
