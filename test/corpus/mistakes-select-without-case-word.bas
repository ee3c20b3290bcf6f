SELECT x ' expect error BASIC_EXPECTED
  CASE 1
    TALK "one"
END SELECT
