' expect ok
RETURN camp_id
