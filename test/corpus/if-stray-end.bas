TALK "a"
END IF ' expect error BASIC_STRAY_END
