' Books a parcel to the customer.
PARAM order_id AS STRING LIKE "A-17" DESCRIPTION "Number of the order"
PARAM customer AS STRING LIKE "ana@example.com" DESCRIPTION "Who gets it"
DESCRIPTION "Books a parcel"

parcel_id = SAVE "parcels" WITH order_id AS order_id, receiver AS customer
RETURN WITH parcel_id AS parcel_id
