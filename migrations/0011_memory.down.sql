-- What users, sessions and caches remember goes; bots keep what they have not let expire.
drop function forget_expired(int);
drop function effect_read_answer(uuid, uuid, text, text, text, json);
drop function effect_keep_answer(uuid, uuid, text, text, text, json);
drop table kept_answers;
alter table workspaces drop column reuses_answers;
alter table workflow_tasks drop column answer_of;
drop function forget_memory(uuid, text, text, text);
drop function effect_sync_memory(uuid, uuid, text, text, text, json);
drop view bot_memories;
drop view readable_memories;

create table bot_memories (
  workspace_id uuid not null references workspaces,
  bot_id text not null,
  key text not null,
  value text not null,
  updated_at timestamptz(3) not null default clock_timestamp(),
  version int not null default 1,
  primary key (workspace_id, bot_id, key)
);
insert into bot_memories (workspace_id, bot_id, key, value, updated_at)
  select workspace_id, owner_id, key, value, updated_at from memories
  where owner = 'bot' and is_kept(expires_at);

-- SET BOT MEMORY: the last value wins; `version` counts the changes.
create or replace function effect_set_memory(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
begin
  insert into bot_memories (workspace_id, bot_id, key, value)
    values (p_workspace, p_args->>'bot', p_args->>'key', coalesce(p_args->'value', 'null')::text)
    on conflict (workspace_id, bot_id, key) do update
    set value = excluded.value, updated_at = clock_timestamp(),
      version = bot_memories.version + 1;
  return null;
end $$;

-- GET BOT MEMORY: the value, or "" where there is none.
create or replace function effect_get_memory(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
begin
  return coalesce((
    select value::json from bot_memories
    where workspace_id = p_workspace and bot_id = p_args->>'bot' and key = p_args->>'key'), '""');
end $$;

-- BOT SHARE MEMORY: copies the present value, or "" where there is none, over what was shared before.
create or replace function effect_share_memory(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
begin
  insert into bot_shared_memory
      (workspace_id, source_bot_id, target_bot_id, memory_key, memory_value)
    values (p_workspace, p_args->>'bot', p_args->>'target', p_args->>'key',
      effect_get_memory(p_workspace, p_run, p_path, p_key, p_step, p_args)::text)
    on conflict (workspace_id, target_bot_id, memory_key, source_bot_id) do update
    set memory_value = excluded.memory_value, shared_at = clock_timestamp();
  return json_build_object('shared', true);
end $$;

drop index bot_shared_memory_by_target;
alter table bot_shared_memory drop column version, drop column expires_at;
drop function put_memory(uuid, text, text, text, text, timestamptz);
drop function memory_is_full(uuid, text, text);
drop function memory_owner(uuid, json);
drop table memories;
drop function memory_words(text, text);
drop function is_kept(timestamptz);
drop sequence memory_versions;
alter table workflow_executions drop column user_id, drop column session_id;

-- Does one effect. The names are fixed here: nothing of a program ever becomes SQL.
create or replace function run_effect(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_effect json
) returns json language plpgsql as $$
begin
  case p_effect->>'effect'
    when 'set_memory' then
      return effect_set_memory(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'get_memory' then
      return effect_get_memory(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'share_memory' then
      return effect_share_memory(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'save_rows' then
      return effect_save_rows(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'find_rows' then
      return effect_find_rows(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'update_rows' then
      return effect_update_rows(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'publish_event' then
      return effect_publish_event(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'subscribe' then
      return effect_subscribe(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'open_approval' then
      return effect_open_approval(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'expire_approval' then
      return effect_expire_approval(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'decide_approval' then
      return effect_decide_approval(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'expire_event' then
      return effect_expire_event(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'send_message' then
      return effect_send_message(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    else
      raise exception 'there is no effect %', p_effect->>'effect';
  end case;
end $$;
