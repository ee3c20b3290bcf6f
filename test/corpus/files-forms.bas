SEND FILE "a.pdf" ' expect warning BASIC_NOT_AVAILABLE
SEND FILE path, "caption " + x ' expect warning BASIC_NOT_AVAILABLE
DOWNLOAD "https://example.com/a.pdf" ' expect warning BASIC_NOT_AVAILABLE
x = DOWNLOAD url, "a.pdf" ' expect warning BASIC_NOT_AVAILABLE
WRITE "a.txt", text ' expect warning BASIC_NOT_AVAILABLE
WRITE path + ".json", FORMAT row AS JSON ' expect warning BASIC_NOT_AVAILABLE
l = LIST ".gbdrive/x" ' expect warning BASIC_NOT_AVAILABLE
COMPRESS files, "a.zip" ' expect warning BASIC_NOT_AVAILABLE
z = COMPRESS [a, b], "x.zip" ' expect warning BASIC_NOT_AVAILABLE
UPLOAD file TO "folder/x" ' expect warning BASIC_NOT_AVAILABLE
UPLOAD file, "folder/x" ' expect warning BASIC_NOT_AVAILABLE
COPY "a", "b" ' expect warning BASIC_NOT_AVAILABLE
COPY "a" TO "b" ' expect warning BASIC_NOT_AVAILABLE
MOVE "a", "b" ' expect warning BASIC_NOT_AVAILABLE
MOVE a TO b ' expect warning BASIC_NOT_AVAILABLE
t = READ "a.txt" ' expect warning BASIC_NOT_AVAILABLE
EXTRACT "a.zip", "folder" ' expect warning BASIC_NOT_AVAILABLE
d = DIR "folder" ' expect warning BASIC_NOT_AVAILABLE
