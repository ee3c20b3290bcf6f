' expect ok
' A whole line
REM Another one
rem and one in small letters
# A third kind
// A fourth kind
#workflow
x = 1 ' After code, with an apostrophe: it's fine
IF x = 1 THEN ' After THEN
  TALK "one" ' After a text
END IF ' After END IF
