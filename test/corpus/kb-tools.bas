USE KB "docs" ' expect warning BASIC_NOT_AVAILABLE
USE KB "products.gbkb" ' expect warning BASIC_NOT_AVAILABLE
USE KB name ' expect warning BASIC_NOT_AVAILABLE
ADD TOOL "lookup" ' expect warning BASIC_NOT_AVAILABLE
ADD TOOL "lookup.bas" ' expect warning BASIC_NOT_AVAILABLE
USE TOOL "enrol.bas" ' expect warning BASIC_NOT_AVAILABLE
USE TOOL ".gbdialog/enrol.bas" ' expect warning BASIC_NOT_AVAILABLE
USE TOOL "https://example.com" ' expect warning BASIC_NOT_AVAILABLE
CLEAR KB ' expect warning BASIC_NOT_AVAILABLE
CLEAR KB "docs" ' expect warning BASIC_NOT_AVAILABLE
CLEAR TOOLS ' expect warning BASIC_NOT_AVAILABLE
REFRESH "data" ' expect warning BASIC_NOT_AVAILABLE
THINK KB "what?" ' expect warning BASIC_NOT_AVAILABLE
USE MODEL "fast"
USE WEBSITE "https://example.com" REFRESH "1d" ' expect warning BASIC_NOT_AVAILABLE
USE MCP "server" ' expect warning BASIC_NOT_AVAILABLE
