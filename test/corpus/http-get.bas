a = GET "https://example.com" ' expect warning BASIC_NOT_AVAILABLE
b = GET "/api/items" ' expect warning BASIC_NOT_AVAILABLE
c = GET host + "/items?id=" + id ' expect warning BASIC_NOT_AVAILABLE
d = GET "purchase.vendor" ' expect warning BASIC_NOT_AVAILABLE
e = GET "doc.pdf" ' expect warning BASIC_NOT_AVAILABLE
f = GET "docs.gbkb/a.txt" ' expect warning BASIC_NOT_AVAILABLE
g = GET role
h = GET "https://example.com/" + path + "?x=${y}" ' expect warning BASIC_NOT_AVAILABLE
i = GET "https://example.com", { a: 1 } ' expect warning BASIC_NOT_AVAILABLE
GET "https://example.com" INTO v ' expect warning BASIC_NOT_AVAILABLE
IF GET "session.x" = "y" THEN
  TALK "y"
END IF
TALK GET "session.name"
