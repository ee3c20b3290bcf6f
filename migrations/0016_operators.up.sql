-- What operators do to runs, and what an outage leaves behind.

-- For purging what was delivered.
create index outbox_done on outbox (done_at) where done_at is not null;
