-- What bots remember and share, and what is said. Values are JSON text, as they were set.

create table bot_memories (
  workspace_id uuid not null references workspaces,
  bot_id text not null,
  key text not null,
  value text not null,
  updated_at timestamptz(3) not null default clock_timestamp(),
  version int not null default 1,
  primary key (workspace_id, bot_id, key)
);

create table bot_shared_memory (
  workspace_id uuid not null references workspaces,
  source_bot_id text not null,
  target_bot_id text not null,
  memory_key text not null,
  memory_value text not null,
  shared_at timestamptz(3) not null default clock_timestamp(),
  primary key (workspace_id, target_bot_id, memory_key, source_bot_id)
);

create table messages (
  id uuid primary key default gen_random_uuid(),
  -- Order of saying where the time is the same.
  number bigint not null generated always as identity,
  workspace_id uuid not null references workspaces,
  run_id uuid,
  sender_id text not null,
  recipient_id text,
  message_type text not null,
  content text not null,
  conversation_id text,
  context json not null default '{}',
  timestamp timestamptz(3) not null default clock_timestamp(),
  response_to_id uuid
);
create index messages_newest on messages (workspace_id, timestamp, number);
create index messages_by_conversation on messages (conversation_id, timestamp, number);
create index messages_by_run on messages (run_id, timestamp, number);

-- SET BOT MEMORY: the last value wins; `version` counts the changes.
create function effect_set_memory(
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
create function effect_get_memory(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
begin
  return coalesce((
    select value::json from bot_memories
    where workspace_id = p_workspace and bot_id = p_args->>'bot' and key = p_args->>'key'), '""');
end $$;

-- BOT SHARE MEMORY: copies the present value, or "" where there is none, over what was shared before.
create function effect_share_memory(
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

-- TALK: one message of the run's conversation, which is the run's channel or the run itself. A message
-- of this id that the run has sent before (and then was reset) is not sent again.
create function effect_send_message(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
begin
  insert into messages (id, workspace_id, run_id, sender_id, recipient_id, message_type, content,
      conversation_id)
    select (p_args->>'id')::uuid, p_workspace, p_run, p_args->>'sender', p_args->>'recipient',
      p_args->>'type', p_args->>'content', coalesce(e.channel_id, e.id::text)
    from workflow_executions e where e.id = p_run
    on conflict (id) do nothing;
  return json_build_object('id', p_args->>'id');
end $$;
