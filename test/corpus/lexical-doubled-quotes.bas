' expect ok
TALK "he said ""yes"" to ""it"""
