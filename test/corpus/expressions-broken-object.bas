x = {
  "a": 1
  "b": 2 ' expect error BASIC_BRACKET
}
TALK "still read"
