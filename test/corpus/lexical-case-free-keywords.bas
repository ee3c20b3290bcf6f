' expect ok
Talk "a"
talk "b"
If x Then
  Let y = Not z And w
End If
For Each a In b Do
Next
set count = ubound(b)
