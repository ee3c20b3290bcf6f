if (data.score > 5) {
  TALK "high"
}
if x {
  y = 1
} else {
  y = 2
}
let body = { "a": 1 };
if data == 1 {
  let body = POST "https://example.com", body; ' expect warning BASIC_NOT_AVAILABLE
  WAIT 3000
}
