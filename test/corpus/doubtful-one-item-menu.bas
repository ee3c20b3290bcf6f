' expect ok
HEAR consent AS "Do you agree to this text?"
