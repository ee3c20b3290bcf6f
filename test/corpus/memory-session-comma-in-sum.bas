' expect ok
where = "customer_id='" + GET SESSION session_id, "customer_id" + "' AND state='open'"
