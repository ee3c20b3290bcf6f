GENERATE PDF "a.pdf" WITH TEMPLATE "t.html" DATA row ' expect warning BASIC_NOT_AVAILABLE
x = GENERATE PDF "a.pdf" WITH TEMPLATE "t" DATA { a: 1 } ' expect warning BASIC_NOT_AVAILABLE
y = GENERATE_PDF "t", data, "out.pdf" ' expect warning BASIC_NOT_AVAILABLE
z = MERGE_PDF ["a", "b"], "c" ' expect warning BASIC_NOT_AVAILABLE
c = GENERATE CODE 6
d = GENERATE CODE length
l = GENERATE SECURE LINK path EXPIRES 7 DAYS ' expect warning BASIC_NOT_AVAILABLE
q = SCAN BARCODE photo ' expect warning BASIC_NOT_AVAILABLE
CREATE_SITE "x", "y", "z" ' expect warning BASIC_NOT_AVAILABLE
