' expect ok
HEAR photo AS IMAGE DEFAULT -1
HEAR note AS FILE WITH "Send it" DEFAULT "none"
HEAR both AS IMAGE WITH "Now" TIMEOUT 60
HEAR one AS colors
