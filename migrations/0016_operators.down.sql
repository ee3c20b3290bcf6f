drop index outbox_done;
