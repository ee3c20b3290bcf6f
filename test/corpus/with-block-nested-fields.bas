' expect ok
WITH order.customer
  name = "Ana"
  .address.city = "Rome"
END WITH
