' expect ok
BEGIN SYSTEM PROMPT
You are a ${role}. Don't say "no".
END SYSTEM PROMPT
