' expect ok
rows = [1, 2]
timeout = [0]
message = {}
where = ""
HUMAN APPROVAL FROM "lead@example.com" TIMEOUT 60
message.text = "asked"
BOT "helper" "help"
timeout[0] = 30
UPDATE "orders" SET state = "open"
where = "id = 1"
WAIT FOR EVENT "paid"
timeout[0] += 1
PLAY "tune", HOURS(2), DAYS(1) ' expect warning BASIC_NOT_AVAILABLE
