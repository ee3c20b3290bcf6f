' expect ok
BEGIN SYSTEM PROMPT
You are ${role}. Products:
${TOYAML(products)}
END SYSTEM PROMPT
