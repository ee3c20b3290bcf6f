BEGIN SYSTEM PROMPT ' expect warning BASIC_NOT_AVAILABLE
You are ${role}. Products:
${TOYAML(products)}
END SYSTEM PROMPT
