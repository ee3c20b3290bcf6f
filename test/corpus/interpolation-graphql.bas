q = "query($limit: Int!) { items(first: $limit) { id } }" ' expect ok
x = GRAPHQL "https://example.com/graphql", q, { limit: 5 }
