PARAM given AS NUMBER
total = price * 2 ' expect hint BASIC_NEVER_SET
price = given
counter = counter + 1 ' expect hint BASIC_NEVER_SET
list[0] = given
FOR EACH item IN list
  TALK later
  later = item
NEXT
late = item
TALK late
TRY
  THROW "x"
CATCH problem
  TALK problem.message
END TRY
WITH order
  id = price
  TALK .id
END WITH
TALK answer.text ' expect hint BASIC_NEVER_SET
BOT "writer" "write"
answer = { text: "x" }
