SAVE_FROM_UNSTRUCTURED "t", "text"
CREATE_TASK "title", "high", "ana"
CREATE_DRAFT "a@example.com", "s", "b"
DELETE_FILE "x.txt"
x = GENERATE_PDF "template.html", data, "out.pdf" ' expect warning BASIC_NOT_AVAILABLE
y = MERGE_PDF ["a.pdf", "b.pdf"], "c.pdf" ' expect warning BASIC_NOT_AVAILABLE
z = GROUP_BY rows, "city"
w = SCRAPE_ALL "https://example.com", ".item" ' expect warning BASIC_NOT_AVAILABLE
ADD_KB "docs"
USE_WEBSITE("https://example.com", "30d") ' expect warning BASIC_NOT_AVAILABLE
