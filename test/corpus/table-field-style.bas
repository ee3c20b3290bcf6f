' expect ok
TABLE people
  FIELD id AS STRING
  FIELD born AS DATE
END TABLE
