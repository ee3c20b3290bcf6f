-- What begins runs besides a launch: events, schedules and webhooks; and what is told of runs outside.

-- One row for each ON EVENT, SET SCHEDULE and WEBHOOK of the packages. `launch` is what its runs are
-- launched with. An `active` one begins runs; one that is `gone` is no longer in its package and goes when
-- Temporal has no schedule of it any more; one that an operator has `deleted` stays away until its text is
-- another. `synced` says what Temporal has of a schedule.
create table triggers (
  id uuid primary key,
  workspace_id uuid not null references workspaces,
  package text not null,
  workflow text not null,
  kind text not null check (kind in ('event', 'schedule', 'webhook')),
  name text not null,
  launch json not null,
  options json not null,
  content_hash text not null,
  state text not null default 'active' check (state in ('active', 'gone', 'deleted')),
  paused boolean not null default false,
  synced text,
  last_error text,
  last_run_id uuid,
  last_run_at timestamptz(3),
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp()
);
create index triggers_by_name on triggers (workspace_id, kind, name);
create index triggers_unsynced on triggers (id) where kind = 'schedule';

alter table workflow_executions add column trigger_id uuid;
create index workflow_executions_by_trigger on workflow_executions (trigger_id, created_at)
  where trigger_id is not null;

-- Makes the triggers of a package those that are given. Repeating it changes nothing; one that is there
-- already keeps its state and its pause.
create function keep_triggers(p_workspace uuid, p_package text, p_triggers json) returns void
language plpgsql as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_workspace || ':triggers:' || p_package, 0));
  insert into triggers
      (id, workspace_id, package, workflow, kind, name, launch, options, content_hash)
    select (t->>'id')::uuid, p_workspace, p_package, t->>'workflow', t->>'kind', t->>'name',
      t->'launch', t->'options', t->>'contentHash'
    from json_array_elements(p_triggers) as t
    on conflict (id) do update
      set launch = excluded.launch, options = excluded.options, workflow = excluded.workflow,
        content_hash = excluded.content_hash, updated_at = clock_timestamp(),
        state = case triggers.state when 'gone' then 'active' else triggers.state end
      where triggers.content_hash <> excluded.content_hash or triggers.state = 'gone';
  update triggers set state = 'gone', updated_at = clock_timestamp()
    where workspace_id = p_workspace and package = p_package and state <> 'gone'
      and id not in (select (t->>'id')::uuid from json_array_elements(p_triggers) as t);
  delete from triggers
    where workspace_id = p_workspace and package = p_package and state = 'gone'
      and (kind <> 'schedule' or synced is null);
end $$;

-- Begins a run of a trigger, once for each source: the same source again gives the run that is there. Null
-- when nothing begins: the trigger is paused or away, or a run of it still goes on and it wants one alone.
create function begin_triggered_run(p_trigger uuid, p_source text, p_input json, p_start_ms bigint)
returns uuid language plpgsql as $$
declare
  v_trigger triggers;
  v_id uuid := md5('trigger:' || p_trigger || ':' || p_source)::uuid;
begin
  if exists (select from workflow_executions where id = v_id) then
    return v_id;
  end if;
  select * into v_trigger from triggers where id = p_trigger for no key update;
  if not found or v_trigger.state <> 'active' then
    return null;
  end if;
  if v_trigger.options->>'overlap' = 'skip' and exists (
    select from workflow_executions
    where trigger_id = p_trigger and status in ('planning', 'running', 'paused')
  ) then
    update triggers set last_error = 'skipped, as a run of it still goes on' where id = p_trigger;
    return null;
  end if;
  perform launch_later(merge_row(v_trigger.launch, json_build_object(
    'id', v_id, 'workspaceId', v_trigger.workspace_id, 'startAtMs', p_start_ms,
    'createdBy', v_trigger.kind || ':' || v_trigger.name,
    'input', merge_row(v_trigger.launch->'input', p_input))));
  update workflow_executions set trigger_id = p_trigger where id = v_id;
  update triggers set last_run_id = v_id, last_run_at = clock_timestamp(), last_error = null
    where id = p_trigger;
  return v_id;
end $$;

-- ON EVENT of a package: a run for the event, once. Runs that begin each other by what they publish are
-- counted, and end at the twentieth.
create function begin_event_run(p_trigger uuid, p_event text) returns uuid language plpgsql as $$
declare
  v_event workflow_events;
  v_depth int;
  v_run uuid;
begin
  select e.* into v_event from workflow_events e join triggers t on t.workspace_id = e.workspace_id
    where t.id = p_trigger and e.id = p_event;
  if not found then
    return null;
  end if;
  select coalesce((metadata->>'triggerDepth')::int, 0) + 1 into v_depth
    from workflow_executions where id = v_event.workflow_id;
  v_depth := coalesce(v_depth, 0);
  if v_depth > 20 then
    update triggers set last_error = 'runs of it begin each other for ever' where id = p_trigger;
    return null;
  end if;
  v_run := begin_triggered_run(p_trigger, 'event:' || p_event,
    json_build_object('event', event_payload(v_event.event_data)), null);
  update workflow_executions
    set metadata = merge_row(metadata, json_build_object('triggerDepth', v_depth))
    where id = v_run and v_depth > 0;
  return v_run;
end $$;

-- Stores an event, and who gets it: a few runs as a delivery each, many as one job that is worked off by
-- pages, and each ON EVENT of a package as a run to begin. An id that is there already is a duplicate and
-- does nothing. The caller holds the lock of the name, so that a run which subscribes at the same moment is
-- either found here or finds the event.
create or replace function store_event(
  p_workspace uuid, p_id text, p_name text, p_data json, p_publisher uuid, p_addressed uuid,
  out duplicate boolean, out deliveries int
) language plpgsql as $$
declare
  v_event workflow_events;
  v_few constant int := 100;
begin
  deliveries := 0;
  insert into workflow_events
      (id, workspace_id, workflow_id, addressed_to, event_name, event_data, created_at, processed_at)
    values (p_id, p_workspace, p_publisher, p_addressed, p_name, coalesce(p_data, 'null'),
      clock_timestamp(), clock_timestamp())
    on conflict do nothing
    returning * into v_event;
  duplicate := not found;
  if duplicate then
    return;
  end if;
  if p_addressed is null then
    insert into outbox (kind, workspace_id, payload)
      select 'begin_run', p_workspace, json_build_object('triggerId', id, 'eventId', p_id)
      from triggers
      where workspace_id = p_workspace and kind = 'event' and name = p_name
        and state = 'active' and not paused;
  end if;
  select count(*) into deliveries from event_receivers(v_event, null, null);
  -- Behind a job of the same name, so that a run gets its events in their order.
  if deliveries > v_few or exists (
    select from outbox where kind = 'fan_out' and done_at is null and workspace_id = p_workspace
      and payload->>'name' = p_name
  ) then
    insert into outbox (kind, workspace_id, payload)
      values ('fan_out', p_workspace, json_build_object('eventId', p_id, 'name', p_name));
  else
    perform add_deliveries(v_event, null, v_few);
  end if;
end $$;

-- Who is told of what happens in runs. `events` are types of run events, none means all; `secret` is the
-- name of a secret of the workers, which signs.
create table webhooks (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  url text not null,
  events text[] not null,
  secret text not null,
  active boolean not null default true,
  created_by text not null,
  created_at timestamptz(3) not null default clock_timestamp()
);
create index webhooks_by_workspace on webhooks (workspace_id, created_at, id);

-- One delivery for each run event and webhook; `dead` after its last attempt, until somebody tries again.
create table webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  webhook_id uuid not null references webhooks on delete cascade,
  run_id uuid not null,
  seq bigint not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'dead')),
  attempts int not null default 0,
  next_at timestamptz not null default clock_timestamp(),
  last_status int,
  last_error text,
  created_at timestamptz(3) not null default clock_timestamp(),
  delivered_at timestamptz(3),
  unique (webhook_id, run_id, seq)
) with (fillfactor = 70);
create index webhook_deliveries_due on webhook_deliveries (next_at, id) where status = 'pending';
create index webhook_deliveries_by_webhook on webhook_deliveries (webhook_id, created_at, id);

-- What happens in a run is told to the webhooks of its workspace, in the transaction in which it happens.
create function tell_webhooks() returns trigger language plpgsql as $$
begin
  if exists (select from webhooks where active) then
    insert into webhook_deliveries (webhook_id, run_id, seq)
      select w.id, a.run_id, a.seq
      from added a join run_heads h on h.run_id = a.run_id
        join webhooks w on w.workspace_id = h.workspace_id and w.active
          and (w.events = '{}' or a.type = any (w.events))
      on conflict do nothing;
  end if;
  return null;
end $$;
create trigger tell_webhooks after insert on run_events referencing new table as added
  for each statement execute function tell_webhooks();

-- Claims deliveries that are due, oldest first, for the time of the lease, with what they carry.
create function claim_webhook_deliveries(p_limit int, p_lease_ms int)
returns table (id uuid, url text, secret text, attempts int, run_id uuid, seq bigint, type text,
  step_id text, data json, at text, workflow_name text)
language sql as $$
  with due as materialized (
    select d.id from webhook_deliveries d
    where d.status = 'pending' and d.next_at <= clock_timestamp()
    order by d.next_at, d.id limit p_limit for update skip locked),
  claimed as (
    update webhook_deliveries d
      set next_at = clock_timestamp() + p_lease_ms * interval '1 millisecond',
        attempts = d.attempts + 1
      from due where d.id = due.id returning d.*)
  select c.id, w.url, w.secret, c.attempts, c.run_id, c.seq, e.type, e.step_id, e.data,
    to_rfc3339(e.at), r.workflow_name
  from claimed c join webhooks w on w.id = c.webhook_id
    join run_events e on e.run_id = c.run_id and e.seq = c.seq
    join workflow_executions r on r.id = c.run_id
  order by c.created_at, c.id
$$;
