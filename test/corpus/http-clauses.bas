a = GET "https://example.com/slow" TIMEOUT 90 ' expect ok
POST "https://example.com" WITH a = 1, b = 2
POST url WITH body TO answer
GET "https://example.com" TO page
DELETE HTTP "https://example.com/1", { force: true }
x = GRAPHQL "https://example.com/graphql", "{ items { id } }"
url = "https://example.com"
b = GET url
