SET_CONTEXT "be polite"
SET_USER "ana" ' expect warning BASIC_NOT_AVAILABLE
ADD_TOOL "lookup" AS MCP ' expect warning BASIC_NOT_AVAILABLE
SET_KB "docs"
x = GET_BOT_MEMORY ("k")
LIST_TOOLS ' expect warning BASIC_NOT_AVAILABLE
REMOVE_TOOL "lookup"
ADD_WEBSITE "https://example.com" ' expect warning BASIC_NOT_AVAILABLE
CREATE_SITE "shop", "template", "a prompt" ' expect warning BASIC_NOT_AVAILABLE
