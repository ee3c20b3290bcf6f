BEGIN SYSTEM PROMPT ' expect warning BASIC_NOT_AVAILABLE
You are a ${role}. Don't say "no".
END SYSTEM PROMPT
