-- Keys that the API gives out: who made them, and until when they are good.

alter table api_keys
  add column created_by text,
  add column expires_at timestamptz(3);

create index api_keys_workspace on api_keys (workspace_id, created_at desc, id desc);
