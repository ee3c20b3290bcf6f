' expect ok
user$ = "Ana"
TALK UCASE$(user$)
