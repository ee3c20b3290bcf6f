USE KB "docs"
USE KB "products.gbkb"
USE KB name
ADD TOOL "lookup"
ADD TOOL "lookup.bas"
USE TOOL "enrol.bas"
USE TOOL ".gbdialog/enrol.bas"
USE TOOL "https://example.com"
CLEAR KB
CLEAR KB "docs"
CLEAR TOOLS
REFRESH "data" ' expect warning BASIC_NOT_AVAILABLE
THINK KB "what?" ' expect warning BASIC_NOT_AVAILABLE
USE MODEL "fast"
USE WEBSITE "https://example.com" REFRESH "1d" ' expect warning BASIC_NOT_AVAILABLE
USE MCP "server" ' expect warning BASIC_NOT_AVAILABLE
