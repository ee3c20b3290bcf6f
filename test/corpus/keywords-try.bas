' expect ok
TRY
  x = 1
CATCH e
  TALK e
END TRY
