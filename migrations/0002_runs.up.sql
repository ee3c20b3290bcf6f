-- Runs, their tasks and steps. Times have milliseconds only, as every message that carries them.

create table workflow_executions (
  id uuid primary key,
  workspace_id uuid not null references workspaces,
  bot_id text,
  package text,
  workflow_name text not null,
  description text,
  orchestrator_id text,
  channel_id text,
  plan_hash text not null,
  current_step text,
  state json not null default '{}',
  status text not null default 'planning',
  input json not null default '{}',
  results text,
  error text,
  metadata json not null default '{}',
  created_by text,
  idempotency_key text,
  temporal_run_id text,
  created_at timestamptz(3) not null default clock_timestamp(),
  started_at timestamptz(3),
  completed_at timestamptz(3),
  updated_at timestamptz(3) not null default clock_timestamp(),
  unique (workspace_id, idempotency_key)
) with (fillfactor = 70);
create index workflow_executions_newest on workflow_executions (workspace_id, created_at, id);
create index workflow_executions_by_status
  on workflow_executions (workspace_id, status, created_at, id);
create index workflow_executions_by_name
  on workflow_executions (workspace_id, workflow_name, created_at, id);
create index workflow_executions_unfinished
  on workflow_executions (id) where status in ('planning', 'running', 'paused');
create index workflow_executions_unstarted
  on workflow_executions (created_at) where status = 'planning' and temporal_run_id is null;

-- The narrow row that every step of a run locks FOR NO KEY UPDATE. Whoever holds it may number run
-- events and inbox rows. No other run's head is ever locked in the same transaction.
create table run_heads (
  run_id uuid primary key references workflow_executions on delete cascade,
  workspace_id uuid not null,
  status text not null default 'planning',
  incarnation int not null default 1,
  chain int not null default 0,
  temporal_run_id text,
  event_seq bigint not null default 0,
  inbox_count int not null default 0,
  closed_paths text[] not null default '{}',
  verdict_count int not null default 0
) with (fillfactor = 50);

-- The fence of each branch: (incarnation, dispatch, attempt) only ever rises.
create table run_branches (
  run_id uuid not null,
  path text not null,
  incarnation int not null,
  dispatch int not null,
  attempt int not null,
  started_at timestamptz(3) not null,
  primary key (run_id, path)
) with (fillfactor = 70);

create table workflow_tasks (
  workflow_id uuid not null references workflow_executions on delete cascade,
  task_id text not null,
  description text not null,
  agent_id text,
  order_index int not null,
  depends_on text[] not null default '{}',
  status text not null default 'pending',
  output text,
  error text,
  metadata json not null default '{}',
  created_at timestamptz(3) not null default clock_timestamp(),
  started_at timestamptz(3),
  completed_at timestamptz(3),
  primary key (workflow_id, task_id)
) with (fillfactor = 70);

-- What a step gave, once for each key. Text, not jsonb: a repetition reads what the first walk saw.
create table step_results (
  run_id uuid not null,
  key text not null,
  step_id text not null,
  kind text not null,
  input_hash text not null,
  result text,
  failure text,
  path text not null,
  created_at timestamptz(3) not null,
  primary key (run_id, key)
);

-- Failed attempts of a step, from 1. The row of number 0 says that the step has begun.
create table step_attempts (
  run_id uuid not null,
  key text not null,
  attempt int not null,
  error text,
  at timestamptz(3) not null default clock_timestamp(),
  primary key (run_id, key, attempt)
);

create table run_verdicts (
  run_id uuid not null,
  number int not null,
  step_key text not null,
  path text not null,
  outcome text not null,
  data text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  primary key (run_id, number)
);

create table run_events (
  run_id uuid not null,
  seq bigint not null,
  type text not null,
  step_id text,
  data json not null,
  at timestamptz(3) not null default clock_timestamp(),
  primary key (run_id, seq)
);
create index run_events_by_time on run_events (at);

-- The changes of state that are allowed; any other change is refused by the trigger below.
create table status_changes (
  subject text not null,
  before text not null,
  after text not null,
  primary key (subject, before, after)
);
insert into status_changes (subject, before, after) values
  ('run', 'planning', 'running'), ('run', 'planning', 'completed'), ('run', 'planning', 'failed'),
  ('run', 'planning', 'rejected'), ('run', 'planning', 'cancelled'),
  ('run', 'running', 'paused'), ('run', 'running', 'completed'), ('run', 'running', 'failed'),
  ('run', 'running', 'rejected'), ('run', 'running', 'cancelled'),
  ('run', 'paused', 'running'), ('run', 'paused', 'failed'), ('run', 'paused', 'cancelled'),
  ('task', 'pending', 'ready'), ('task', 'pending', 'in_progress'), ('task', 'pending', 'completed'),
  ('task', 'pending', 'failed'), ('task', 'pending', 'skipped'),
  ('task', 'ready', 'in_progress'), ('task', 'ready', 'completed'), ('task', 'ready', 'failed'),
  ('task', 'ready', 'skipped'),
  ('task', 'in_progress', 'completed'), ('task', 'in_progress', 'failed'),
  ('task', 'in_progress', 'skipped'),
  ('task', 'completed', 'in_progress'), ('task', 'completed', 'failed'),
  ('task', 'failed', 'in_progress'), ('task', 'failed', 'completed'),
  ('task', 'skipped', 'in_progress'), ('task', 'skipped', 'completed'), ('task', 'skipped', 'failed'),
  ('approval', 'open', 'approved'), ('approval', 'open', 'rejected'), ('approval', 'open', 'expired'),
  ('approval', 'open', 'escalated'), ('approval', 'open', 'withdrawn');

-- Refuses a change of `status` that status_changes does not list for the subject (first argument).
create function guard_status() returns trigger language plpgsql as $$
begin
  if not exists (
    select from status_changes
    where subject = tg_argv[0] and before = old.status and after = new.status
  ) then
    raise exception '% may not go from % to %', tg_argv[0], old.status, new.status
      using errcode = 'check_violation';
  end if;
  return new;
end $$;

create trigger guard_status before update of status on workflow_executions for each row
  when (old.status is distinct from new.status) execute function guard_status('run');
create trigger guard_status before update of status on run_heads for each row
  when (old.status is distinct from new.status) execute function guard_status('run');
create trigger guard_status before update of status on workflow_tasks for each row
  when (old.status is distinct from new.status) execute function guard_status('task');

-- True for a status after which nothing more can happen to a run.
create function is_closed(p_status text) returns boolean language sql immutable as $$
  select p_status in ('completed', 'failed', 'rejected', 'cancelled')
$$;

-- Milliseconds since 1970.
create function to_ms(p_time timestamptz) returns bigint language sql immutable as $$
  select (extract(epoch from p_time) * 1000)::bigint
$$;

-- RFC 3339 in UTC with milliseconds.
create function to_rfc3339(p_time timestamptz) returns text language sql stable as $$
  select to_char(p_time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- Adds run events, {type, data} each, under the next numbers of the run: from 1 without gaps, as the
-- numbers come from the run head, whose lock the caller holds or takes here until its transaction ends.
create function append_run_events(p_run uuid, p_step text, p_events json[]) returns void
language plpgsql as $$
declare
  v_last bigint;
begin
  if cardinality(p_events) = 0 then
    return;
  end if;
  update run_heads set event_seq = event_seq + cardinality(p_events) where run_id = p_run
    returning event_seq into strict v_last;
  insert into run_events (run_id, seq, type, step_id, data)
    select p_run, v_last - cardinality(p_events) + number, event->>'type', p_step,
      coalesce(event->'data', '{}')
    from unnest(p_events) with ordinality as events (event, number);
end $$;

-- One run event for append_run_events.
create function run_event(p_type text, p_data json) returns json language sql stable as $$
  select json_build_object('type', p_type, 'data', p_data)
$$;

-- Makes a planned run a running one, with the run event `started`. Does nothing to any other run, so
-- that the event comes once. The caller holds the run head.
create function start_run(p_run uuid) returns void language plpgsql as $$
begin
  update run_heads set status = 'running' where run_id = p_run and status = 'planning';
  if not found then
    return;
  end if;
  update workflow_executions
    set status = 'running', started_at = clock_timestamp(), updated_at = clock_timestamp()
    where id = p_run;
  perform append_run_events(p_run, null, array[run_event('started', '{}')]);
end $$;
