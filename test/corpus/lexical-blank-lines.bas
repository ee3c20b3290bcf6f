' expect ok


