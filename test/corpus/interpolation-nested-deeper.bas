' expect ok
row = { a: "b" }
TALK "Dear ${row.a = "b" ? "${UCASE("${row["a"]}")}" : "a ""}"" and a {"}, hello"
