' expect ok
