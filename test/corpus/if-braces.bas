if (data.score > 5) { ' expect ok
  TALK "high"
}
if x {
  y = 1
} else {
  y = 2
}
let body = { "a": 1 };
if data == 1 {
  let body = POST "https://example.com", body;
  WAIT 3000
}
