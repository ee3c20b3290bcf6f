' expect ok
name = "Ana"
TALK "Hello " + name
TALK TO "ana@example.com", "Hello"
PRINT "a", 1, "b"
BEGIN TALK
Dear ${name} and {name},

' this is text, not a comment
"quotes" and : are text
{unknown} stays
END TALK
