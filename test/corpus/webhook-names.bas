' expect ok
WEBHOOK "pay"
IF method = "POST" THEN
  SAVE "pays", body
END IF
RETURN { status: 200, path: path, q: params.q, h: headers }
