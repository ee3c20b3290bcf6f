WITH order
  id 5 ' expect error BASIC_WITH_FIELD
  name = "x"
END WITH
