' expect ok
ON EVENT "media_uploaded"
PARAM caption AS STRING OPTIONAL
kind = IIF(ENDS_WITH(path, ".png"), "image", "other")
TALK kind + ": " + caption
