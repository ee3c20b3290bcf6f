price = 5
total = prize * 2 ' expect hint BASIC_NEVER_SET
again = prize
BOT "clerk" "look"
after = anything + total + again
