SEND FILE "a.pdf"
SEND FILE path, "caption " + x
DOWNLOAD "https://example.com/a.pdf" ' expect warning BASIC_NOT_AVAILABLE
x = DOWNLOAD url, "a.pdf" ' expect warning BASIC_NOT_AVAILABLE
WRITE "a.txt", text
WRITE path + ".json", FORMAT row AS JSON
l = LIST ".gbdrive/x"
COMPRESS files, "a.zip" ' expect warning BASIC_NOT_AVAILABLE
z = COMPRESS [a, b], "x.zip" ' expect warning BASIC_NOT_AVAILABLE
UPLOAD file TO "folder/x" ' expect warning BASIC_NOT_AVAILABLE
UPLOAD file, "folder/x" ' expect warning BASIC_NOT_AVAILABLE
COPY "a", "b"
COPY "a" TO "b"
MOVE "a", "b"
MOVE a TO b
t = READ "a.txt"
EXTRACT "a.zip", "folder" ' expect warning BASIC_NOT_AVAILABLE
d = DIR "folder"
