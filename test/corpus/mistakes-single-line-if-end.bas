IF a = 1 THEN TALK "x"
END IF ' expect error BASIC_STRAY_END
