q = "query($limit: Int!) { items(first: $limit) { id } }"
x = GRAPHQL "https://example.com/graphql", q, { limit: 5 } ' expect warning BASIC_NOT_AVAILABLE
