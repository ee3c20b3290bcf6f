' expect ok
name$ = "Ana"
TALK UCASE(name$) + name
