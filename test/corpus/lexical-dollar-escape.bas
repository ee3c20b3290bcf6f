' expect ok
TALK "\${name} stays as it is, \$5 too\r\n"
