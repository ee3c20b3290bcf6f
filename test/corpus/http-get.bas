a = GET "https://example.com"
b = GET "/api/items" ' expect warning BASIC_NOT_AVAILABLE
c = GET host + "/items?id=" + id
d = GET "purchase.vendor" ' expect warning BASIC_NOT_AVAILABLE
e = GET "doc.pdf" ' expect warning BASIC_NOT_AVAILABLE
f = GET "docs.gbkb/a.txt" ' expect warning BASIC_NOT_AVAILABLE
g = GET role
h = GET "https://example.com/" + path + "?x=${y}"
i = GET "https://example.com", { a: 1 }
GET "https://example.com" INTO v
IF GET "session.x" = "y" THEN
  TALK "y"
END IF
TALK GET "session.name"
