FOR EACH a IN list
  FOR EACH b IN a.items
    TALK b
  END FOR
END FOR
END FOR ' expect error BASIC_STRAY_END
TALK "x"
