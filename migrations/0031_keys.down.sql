drop index api_keys_workspace;
alter table api_keys drop column created_by, drop column expires_at;
