-- What comes in for a run, events of a workspace, and work that a transaction leaves for later.

-- Numbered from 1 without gaps in each run; one row for each source.
create table run_inbox (
  run_id uuid not null,
  number int not null,
  kind text not null check (kind in ('decision', 'event', 'control')),
  subject text not null,
  source_id text not null,
  payload text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  primary key (run_id, number),
  unique (run_id, source_id)
);

-- `workflow_id` published it; `addressed_to` is the only run that may have it.
create table workflow_events (
  id text not null,
  workspace_id uuid not null references workspaces,
  workflow_id uuid,
  addressed_to uuid,
  event_name text not null,
  event_data json not null,
  created_at timestamptz(3) not null,
  processed_at timestamptz(3),
  primary key (workspace_id, id)
);
create index workflow_events_newest on workflow_events (workspace_id, created_at, id);
create index workflow_events_by_name on workflow_events (workspace_id, event_name, created_at, id);

create table event_subscriptions (
  workspace_id uuid not null,
  event_name text not null,
  run_id uuid not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  primary key (workspace_id, event_name, run_id)
);
create index event_subscriptions_by_run on event_subscriptions (run_id);

create table outbox (
  id bigserial primary key,
  kind text not null check (kind in ('deliver_event', 'notify_inbox', 'mail')),
  workspace_id uuid not null,
  run_id uuid,
  payload json not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  -- Not rounded: an item is due as soon as it can be seen.
  next_at timestamptz not null default now(),
  attempts int not null default 0,
  done_at timestamptz(3),
  last_error text
) with (fillfactor = 70);
create index outbox_due on outbox (next_at, id) where done_at is null;
create index outbox_by_run on outbox (run_id, id) where done_at is null;

-- An inbox row as it goes to a program.
create function inbox_row(p_row run_inbox) returns json language sql stable as $$
  select json_build_object('number', p_row.number, 'kind', p_row.kind, 'subject', p_row.subject,
    'payload', p_row.payload::json)
$$;

-- Inbox rows of a run above a number, in order, as a list.
create function unseen_inbox(p_run uuid, p_taken int) returns json language sql stable as $$
  select coalesce(json_agg(inbox_row(i) order by i.number), '[]')
  from run_inbox i where i.run_id = p_run and i.number > p_taken
$$;

-- Gives a run an input under its next number, once for each source id; a repetition gives the row that
-- is there. The caller holds the run head, so numbers have no gaps and appear in order.
create function append_inbox(
  p_run uuid, p_kind text, p_subject text, p_source text, p_payload text
) returns run_inbox language plpgsql as $$
declare
  v_row run_inbox;
  v_number int;
begin
  select * into v_row from run_inbox where run_id = p_run and source_id = p_source;
  if found then
    return v_row;
  end if;
  update run_heads set inbox_count = inbox_count + 1 where run_id = p_run
    returning inbox_count into strict v_number;
  insert into run_inbox (run_id, number, kind, subject, source_id, payload)
    values (p_run, v_number, p_kind, p_subject, p_source, p_payload)
    returning * into v_row;
  return v_row;
end $$;

-- Gives a run an input from outside, under its head. Null when the run has ended or is not there.
create function deliver_to_inbox(
  p_run uuid, p_kind text, p_subject text, p_source text, p_payload text
) returns json language plpgsql as $$
declare
  v_status text;
begin
  select status into v_status from run_heads where run_id = p_run for no key update;
  if not found or is_closed(v_status) then
    return null;
  end if;
  return inbox_row(append_inbox(p_run, p_kind, p_subject, p_source, p_payload));
end $$;

-- Orders all publishing of and subscribing to one event name until the transaction ends. It is taken
-- before any run head; several names are taken in order.
create function lock_event_name(p_workspace uuid, p_name text) returns void language sql as $$
  select pg_advisory_xact_lock(hashtextextended(p_workspace || ':' || p_name, 0))
$$;

-- What an event carries into an inbox: an object as it is, nothing as {}, another value as {value}.
create function event_payload(p_data json) returns json language sql immutable as $$
  select case coalesce(json_typeof(p_data), 'null')
    when 'object' then p_data when 'null' then '{}' else json_build_object('value', p_data) end
$$;

-- Stores an event and one delivery for each subscribed run but the publisher; an id that is there
-- already is a duplicate and does nothing. The caller holds the lock of the name, so that a run which
-- subscribes at the same moment is either found here or finds the event.
create function store_event(
  p_workspace uuid, p_id text, p_name text, p_data json, p_publisher uuid, p_addressed uuid,
  out duplicate boolean, out deliveries int
) language plpgsql as $$
begin
  insert into workflow_events
      (id, workspace_id, workflow_id, addressed_to, event_name, event_data, created_at, processed_at)
    values (p_id, p_workspace, p_publisher, p_addressed, p_name, coalesce(p_data, 'null'),
      clock_timestamp(), clock_timestamp())
    on conflict do nothing;
  duplicate := not found;
  deliveries := 0;
  if duplicate then
    return;
  end if;
  insert into outbox (kind, workspace_id, run_id, payload)
    select 'deliver_event', p_workspace, s.run_id,
      json_build_object('eventId', p_id, 'name', p_name, 'data', event_payload(p_data))
    from event_subscriptions s
    where s.workspace_id = p_workspace and s.event_name = p_name
      and s.run_id is distinct from p_publisher
      and (p_addressed is null or s.run_id = p_addressed);
  get diagnostics deliveries = row_count;
end $$;

-- Publishes an event from outside a run, to all subscribed runs or to the one it is addressed to.
create function publish_event(
  p_workspace uuid, p_id text, p_name text, p_data json, p_addressed uuid,
  out duplicate boolean, out deliveries int
) language plpgsql as $$
begin
  perform lock_event_name(p_workspace, p_name);
  select e.duplicate, e.deliveries into duplicate, deliveries
    from store_event(p_workspace, p_id, p_name, p_data, null, p_addressed) e;
end $$;

-- PUBLISH: the event is stored for all, is in the publisher's own inbox at once when it subscribes, and
-- goes to other runs through the outbox. Needs the lock of the name and the run head.
create function effect_publish_event(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_id text := p_args->>'id';
  v_name text := p_args->>'name';
  v_duplicate boolean;
begin
  select duplicate into v_duplicate
    from store_event(p_workspace, v_id, v_name, p_args->'data', p_run, null);
  if not v_duplicate and exists (
    select from event_subscriptions
    where workspace_id = p_workspace and event_name = v_name and run_id = p_run
  ) then
    perform append_inbox(p_run, 'event', v_name, 'event:' || v_id,
      event_payload(p_args->'data')::text);
  end if;
  if not v_duplicate then
    perform append_run_events(p_run, p_step, array[
      run_event('event_published', json_build_object('eventId', v_id, 'name', v_name))]);
  end if;
  return json_build_object('id', v_id);
end $$;

-- WAIT FOR EVENT: from here on the run gets events of this name, and those published since its launch
-- are in its inbox, each once. Needs the lock of the name and the run head.
create function effect_subscribe(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_name text := p_args->>'event';
  v_event record;
begin
  insert into event_subscriptions (workspace_id, event_name, run_id)
    values (p_workspace, v_name, p_run) on conflict do nothing;
  for v_event in
    select e.id, e.event_data from workflow_events e
    where e.workspace_id = p_workspace and e.event_name = v_name
      and e.created_at >= (select created_at from workflow_executions where id = p_run)
      and (e.addressed_to is null or e.addressed_to = p_run)
    order by e.created_at, e.id
  loop
    perform append_inbox(p_run, 'event', v_name, 'event:' || v_event.id,
      event_payload(v_event.event_data)::text);
  end loop;
  return '{}';
end $$;

-- The time limit of a wait has passed: gives the oldest unseen event of the name if one came in before
-- this step got the run head, else the wait has timed out. Either way the run event says so.
create function effect_expire_event(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_row run_inbox;
begin
  select * into v_row from run_inbox
    where run_id = p_run and number > (p_args->>'inboxTaken')::int and kind = 'event'
      and subject = p_args->>'event'
    order by number limit 1;
  if not found then
    perform append_run_events(p_run, p_step, array[
      run_event('event_timed_out', json_build_object('name', p_args->>'event'))]);
    return json_build_object('expired', true);
  end if;
  perform append_run_events(p_run, p_step, array[
    run_event('event_received',
      json_build_object('name', v_row.subject, 'number', v_row.number))]);
  return json_build_object('number', v_row.number, 'payload', v_row.payload::json);
end $$;
