-- Memory of bots, users and sessions; and effects are found by their names from here on.

-- Does one effect: the function that is called after it. What an effect is called is decided by
-- plan/effects.ts; nothing of a program ever becomes SQL. Whoever adds an effect adds its function only.
create or replace function run_effect(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_effect json
) returns json language plpgsql as $$
declare
  v_name text := p_effect->>'effect';
  v_result json;
begin
  if v_name !~ '^[a-z_]+$' or not exists (
    select from pg_proc where proname = 'effect_' || v_name and pronamespace = 'public'::regnamespace
  ) then
    raise exception 'there is no effect %', v_name;
  end if;
  execute format('select %I($1,$2,$3,$4,$5,$6)', 'effect_' || v_name)
    into v_result using p_workspace, p_run, p_path, p_key, p_step, p_effect;
  return v_result;
end $$;

-- Of two values the one with the higher version was set later, whoever set it.
create sequence memory_versions;

-- What is remembered, and by whom: a bot, a user, a session, or a bot's cache. Values are JSON text, as they
-- were set. One that has expired is never read; `forget_expired` removes it.
create table memories (
  workspace_id uuid not null references workspaces,
  owner text not null check (owner in ('bot', 'user', 'session', 'cache')),
  owner_id text not null,
  key text not null,
  value text not null,
  version bigint not null default nextval('memory_versions'),
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  expires_at timestamptz(3),
  primary key (workspace_id, owner, owner_id, key)
);
create index memories_newest on memories (workspace_id, updated_at);
create index memories_expired on memories (expires_at) where expires_at is not null;
insert into memories (workspace_id, owner, owner_id, key, value, created_at, updated_at)
  select workspace_id, 'bot', bot_id, key, value, updated_at, updated_at
  from bot_memories order by updated_at;
drop table bot_memories;

-- What bots remember, under the name that this had before users and sessions remembered as well.
create view bot_memories as
  select workspace_id, owner_id as bot_id, key, value, updated_at, version from memories
  where owner = 'bot' and (expires_at is null or expires_at > clock_timestamp());

-- The words that a value is found by: of its key and of the beginning of its text.
create function memory_words(p_key text, p_value text) returns tsvector
language sql immutable parallel safe as $$
  select to_tsvector('simple', translate(
    p_key || ' ' || regexp_replace(left(p_value, 65536), '\\[nrt]', ' ', 'g'), '@./:_-', '      '))
$$;
create index memories_words on memories using gin (memory_words(key, value));

-- A shared value has the version and the end that it had with its source.
alter table bot_shared_memory
  add column version bigint not null default 0,
  add column expires_at timestamptz(3);
update bot_shared_memory s set version = m.version from memories m
  where m.workspace_id = s.workspace_id and m.owner = 'bot' and m.owner_id = s.source_bot_id
    and m.key = s.memory_key and m.value = s.memory_value;
-- Names of bots are the same in any case.
create index bot_shared_memory_by_target
  on bot_shared_memory (workspace_id, lower(target_bot_id), memory_key);
create index bot_shared_memory_expired on bot_shared_memory (expires_at)
  where expires_at is not null;

-- All that can be read: own values, and what was shared with a bot.
create view readable_memories as
  select workspace_id, owner, owner_id, key, value, version, null::text as shared_by, created_at,
    updated_at, expires_at
  from memories where expires_at is null or expires_at > clock_timestamp()
  union all
  select workspace_id, 'bot', target_bot_id, memory_key, memory_value, version, source_bot_id,
    shared_at, shared_at, expires_at
  from bot_shared_memory where expires_at is null or expires_at > clock_timestamp();

-- Who uses a run, and in which session: the run itself, where nobody was named at its launch.
alter table workflow_executions
  add column user_id text generated always as (coalesce(metadata->>'user', id::text)) stored,
  add column session_id text generated always as (coalesce(metadata->>'session', id::text)) stored;

-- True for what may be read.
create function is_kept(p_expires_at timestamptz) returns boolean language sql volatile as $$
  select p_expires_at is null or p_expires_at > clock_timestamp()
$$;

-- Whose memory an effect means.
create function memory_owner(p_run uuid, p_args json, out owner text, out owner_id text)
language plpgsql stable as $$
begin
  owner := coalesce(p_args->>'owner', 'bot');
  owner_id := case owner
    when 'user' then (select e.user_id from workflow_executions e where e.id = p_run)
    when 'session' then coalesce(p_args->>'session',
      (select e.session_id from workflow_executions e where e.id = p_run))
    else p_args->>'bot'
  end;
end $$;

-- True when an owner has as many keys as a memory may have, so that no other key is added.
create function memory_is_full(p_workspace uuid, p_owner text, p_owner_id text) returns boolean
language sql stable as $$
  select exists (
    select from memories
    where workspace_id = p_workspace and owner = p_owner and owner_id = p_owner_id
    offset 9999 limit 1)
$$;

-- Keeps a value: the last one wins, under a new version. False, and nothing done, when the memory is full.
create function put_memory(
  p_workspace uuid, p_owner text, p_owner_id text, p_key text, p_value text,
  p_expires_at timestamptz
) returns boolean language plpgsql as $$
declare
  v_now timestamptz(3) := clock_timestamp();
begin
  update memories
    set value = p_value, version = nextval('memory_versions'), updated_at = v_now,
      expires_at = p_expires_at,
      created_at = case when is_kept(expires_at) then created_at else v_now end
    where workspace_id = p_workspace and owner = p_owner and owner_id = p_owner_id and key = p_key;
  if found then
    return true;
  end if;
  if memory_is_full(p_workspace, p_owner, p_owner_id) then
    return false;
  end if;
  insert into memories (workspace_id, owner, owner_id, key, value, updated_at, expires_at)
    values (p_workspace, p_owner, p_owner_id, p_key, p_value, v_now, p_expires_at)
    on conflict (workspace_id, owner, owner_id, key) do update
    set value = excluded.value, version = nextval('memory_versions'),
      updated_at = excluded.updated_at, expires_at = excluded.expires_at;
  return true;
end $$;

-- SET BOT MEMORY and its kin: null, or { full } where there is no room for another key.
create or replace function effect_set_memory(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_of record := memory_owner(p_run, p_args);
  v_end timestamptz := clock_timestamp() + (p_args->>'forMs')::float8 * interval '1 ms';
begin
  if put_memory(p_workspace, v_of.owner, v_of.owner_id, p_args->>'key',
      coalesce(p_args->'value', 'null')::text, v_end) then
    return null;
  end if;
  return json_build_object('full', true);
end $$;

-- GET BOT MEMORY and its kin: the own value of a bot, else the newest one that was shared with it under this
-- key; "" where there is none.
create or replace function effect_get_memory(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_of record := memory_owner(p_run, p_args);
  v_value text;
begin
  select value into v_value from memories
    where workspace_id = p_workspace and owner = v_of.owner and owner_id = v_of.owner_id
      and key = p_args->>'key' and is_kept(expires_at);
  if not found and v_of.owner = 'bot' then
    select memory_value into v_value from bot_shared_memory
      where workspace_id = p_workspace and lower(target_bot_id) = lower(v_of.owner_id)
        and memory_key = p_args->>'key' and is_kept(expires_at)
      order by version desc, shared_at desc limit 1;
  end if;
  return coalesce(v_value, '""');
end $$;

-- BOT SHARE MEMORY: copies the own value of the present, or "" where there is none, with its version over what
-- was shared before.
create or replace function effect_share_memory(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_own memories;
begin
  select * into v_own from memories
    where workspace_id = p_workspace and owner = 'bot' and owner_id = p_args->>'bot'
      and key = p_args->>'key' and is_kept(expires_at);
  insert into bot_shared_memory (workspace_id, source_bot_id, target_bot_id, memory_key,
      memory_value, version, expires_at)
    values (p_workspace, p_args->>'bot', p_args->>'target', p_args->>'key',
      coalesce(v_own.value, '""'), coalesce(v_own.version, 0), v_own.expires_at)
    on conflict (workspace_id, target_bot_id, memory_key, source_bot_id) do update
    set memory_value = excluded.memory_value, shared_at = clock_timestamp(),
      version = excluded.version, expires_at = excluded.expires_at;
  return json_build_object('shared', true);
end $$;

-- BOT SYNC MEMORY FROM: takes over what the source has shared with the bot, with its version, where the bot has
-- nothing or an older value. So the newest value wins, and taking over again changes nothing. { taken }: the
-- keys; { full } and nothing is done where there is no room for them.
create function effect_sync_memory(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_bot text := p_args->>'bot';
  v_taken json;
  v_count int;
begin
  -- In the order of the keys, so that two runs that take over at once wait for each other, and never both.
  with shared as (
    select distinct on (memory_key) memory_key, memory_value, version, expires_at
    from bot_shared_memory
    where workspace_id = p_workspace and lower(target_bot_id) = lower(v_bot)
      and lower(source_bot_id) = lower(p_args->>'from') and is_kept(expires_at)
    order by memory_key, version desc, shared_at desc
  ), taken as (
    insert into memories (workspace_id, owner, owner_id, key, value, version, expires_at)
      select p_workspace, 'bot', v_bot, memory_key, memory_value, version, expires_at
      from shared order by memory_key
      on conflict (workspace_id, owner, owner_id, key) do update
      set value = excluded.value, version = excluded.version, updated_at = clock_timestamp(),
        expires_at = excluded.expires_at
      where memories.version < excluded.version or not is_kept(memories.expires_at)
      returning key
  )
  select coalesce(json_agg(key order by key), '[]') into v_taken from taken;
  select count(*) into v_count from memories
    where workspace_id = p_workspace and owner = 'bot' and owner_id = v_bot;
  if v_count > 10000 then
    raise exception 'the memory is full' using errcode = 'MF001';
  end if;
  return json_build_object('taken', v_taken);
exception when sqlstate 'MF001' then
  return json_build_object('full', true);
end $$;

-- Forgets a key: the value of the owner, and for a bot what was shared with it. False when nothing was there.
create function forget_memory(p_workspace uuid, p_owner text, p_owner_id text, p_key text)
returns boolean language plpgsql as $$
declare
  v_own boolean;
begin
  delete from memories
    where workspace_id = p_workspace and owner = p_owner and owner_id = p_owner_id and key = p_key;
  v_own := found;
  if p_owner = 'bot' then
    delete from bot_shared_memory
      where workspace_id = p_workspace and lower(target_bot_id) = lower(p_owner_id)
        and memory_key = p_key;
  end if;
  return v_own or found;
end $$;

-- Answers of bots that are used again (BOT ... CACHE), by a hash of the question: bot, version, action, input.
create table kept_answers (
  workspace_id uuid not null references workspaces,
  question_hash bytea not null,
  bot text not null,
  value text not null,
  run_id uuid not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  expires_at timestamptz(3),
  primary key (workspace_id, question_hash)
);
create index kept_answers_expired on kept_answers (expires_at) where expires_at is not null;
-- False: no step of the workspace uses an answer again, or keeps one.
alter table workspaces add column reuses_answers boolean not null default true;
-- The run whose answer a task has used again.
alter table workflow_tasks add column answer_of uuid;

-- Looks for the answer to a question, and notes at the step's task where it came from.
create function effect_read_answer(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_kept kept_answers;
begin
  select a.* into v_kept from kept_answers a join workspaces w on w.id = a.workspace_id
    where a.workspace_id = p_workspace and w.reuses_answers and is_kept(a.expires_at)
      and a.question_hash = sha256(convert_to(p_args->>'question', 'UTF8'));
  -- A later turn of a loop may ask the bot, or find the answer of another run.
  update workflow_tasks set answer_of = v_kept.run_id
    where workflow_id = p_run and task_id = p_step and answer_of is distinct from v_kept.run_id;
  if v_kept.run_id is null then
    return json_build_object('hit', false);
  end if;
  return json_build_object('hit', true, 'value', v_kept.value::json, 'runId', v_kept.run_id,
    'at', to_rfc3339(v_kept.created_at));
end $$;

-- Keeps an answer; the last one counts. One that is too large is not kept.
create function effect_keep_answer(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_value text := (p_args->'value')::text;
begin
  if length(v_value) > 262144
     or not (select reuses_answers from workspaces where id = p_workspace) then
    return null;
  end if;
  insert into kept_answers (workspace_id, question_hash, bot, value, run_id, expires_at)
    values (p_workspace, sha256(convert_to(p_args->>'question', 'UTF8')), p_args->>'bot', v_value,
      p_run, clock_timestamp() + (p_args->>'forMs')::float8 * interval '1 ms')
    on conflict (workspace_id, question_hash) do update
    set value = excluded.value, run_id = excluded.run_id, created_at = clock_timestamp(),
      expires_at = excluded.expires_at;
  return null;
end $$;

-- Removes values that have expired, at most so many of each kind; gives how many. Rows that a run is about to
-- change are left for the next time.
create function forget_expired(p_limit int) returns int language plpgsql as $$
declare
  v_own int;
  v_shared int;
  v_answers int;
begin
  delete from memories where ctid in (
    select ctid from memories where expires_at <= clock_timestamp()
    limit p_limit for update skip locked);
  get diagnostics v_own = row_count;
  delete from bot_shared_memory where ctid in (
    select ctid from bot_shared_memory where expires_at <= clock_timestamp()
    limit p_limit for update skip locked);
  get diagnostics v_shared = row_count;
  delete from kept_answers where ctid in (
    select ctid from kept_answers where expires_at <= clock_timestamp()
    limit p_limit for update skip locked);
  get diagnostics v_answers = row_count;
  return v_own + v_shared + v_answers;
end $$;
