WEBHOOK "pay" ' expect warning BASIC_NOT_AVAILABLE
IF method = "POST" THEN
  SAVE "pays", body
END IF
RETURN { status: 200, path: path, q: params.q, h: headers }
