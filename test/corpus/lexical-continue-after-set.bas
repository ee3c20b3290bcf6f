' expect ok
UPDATE "accounts" SET
  total = 1,
  state = "done"
WHERE id = 5
