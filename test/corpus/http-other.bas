a = GRAPHQL url, query, vars
b = SOAP "https://example.com?wsdl", "op", { x: 1 } ' expect warning BASIC_NOT_AVAILABLE
c = SCRAPE "https://example.com", ".price" ' expect warning BASIC_NOT_AVAILABLE
d = SCRAPE_ALL url, ".item" ' expect warning BASIC_NOT_AVAILABLE
e = WEBSITE OF company ' expect warning BASIC_NOT_AVAILABLE
WEBHOOK POST url WITH { a: 1 }
f = WEBHOOK POST url WITH data
