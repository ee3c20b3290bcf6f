TALK "${a.constructor}" ' expect error BASIC_RESERVED_NAME
