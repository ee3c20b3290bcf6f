' expect ok
	IF a THEN
		TALK	"x"
	END IF
