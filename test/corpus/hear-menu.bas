' expect ok
HEAR choice AS "yes", "no"
HEAR next AS "done", *
HEAR pick AS MENU "a", "b", "c"
HEAR consent AS "Do you agree to this?"
