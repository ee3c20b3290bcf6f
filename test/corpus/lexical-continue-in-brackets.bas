' expect ok
x = {
  "a": 1,
  "b": [
    1,
    2
  ]
}
y = #{
  name: "n",
  at: NOW()
}
z = (
  1 +
  2
)
