' expect ok
body = []
APPEND body WITH "more"
