' expect ok
row = { a: "b" }
TALK "Value: ${row["a"]} and ${UCASE("x")}"
