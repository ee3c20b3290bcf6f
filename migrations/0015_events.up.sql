-- Events: waits for data of their own, fan-out by pages, and what starts runs.

-- Orders events and subscriptions of one name: numbers are taken under the lock of the name.
create sequence event_order;
alter table workflow_events add column number bigint not null default nextval('event_order');

-- A subscription with a filter is found by one field that the filter compares for equality, if it has such
-- a comparison; `field` and `value` are empty else. `step_id` and `path` say which wait it belongs to.
alter table event_subscriptions
  add column number bigint not null default nextval('event_order'),
  add column filter_key text not null default '',
  add column filter jsonb,
  add column field text not null default '',
  add column value text not null default '',
  add column step_id text,
  add column path text;
alter table event_subscriptions drop constraint event_subscriptions_pkey;
alter table event_subscriptions add primary key (workspace_id, event_name, run_id, filter_key);
create index event_subscriptions_by_value
  on event_subscriptions (workspace_id, event_name, field, value, run_id);

-- What is in the outbox is listed in store/outbox.ts.
alter table outbox drop constraint outbox_kind_check;
create index outbox_fan_out on outbox (workspace_id, (payload->>'name'), id)
  where kind = 'fan_out' and done_at is null;

-- How many handlers of the run led to an event that it published itself.
alter table run_inbox add column depth int not null default 0;

-- An inbox row as it goes to a program.
create or replace function inbox_row(p_row run_inbox) returns json language sql stable as $$
  select case when p_row.depth = 0
    then json_build_object('number', p_row.number, 'kind', p_row.kind, 'subject', p_row.subject,
      'payload', p_row.payload::json)
    else json_build_object('number', p_row.number, 'kind', p_row.kind, 'subject', p_row.subject,
      'payload', p_row.payload::json, 'depth', p_row.depth) end
$$;

-- A value as a subscription is found by it: equal values have equal texts, and none is long. Null for null.
create function correlation_value(p_value jsonb) returns text language sql immutable as $$
  select case when length(t.text) > 200 then md5(t.text) else t.text end
  from (select coalesce(trim_scale(value_number(value_text(p_value)))::text, value_text(p_value))
    as text) as t
$$;

-- The comparison for equality that every match of a filter passes; null where there is none.
create function correlation_of(p_filter jsonb) returns jsonb language sql immutable as $$
  select item from jsonb_array_elements(
    case when p_filter->>'op' = 'and' then p_filter->'items' else jsonb_build_array(p_filter) end)
    with ordinality as i (item, number)
  where item->>'op' = 'compare' and item->>'operator' = '=' and item->>'column' !~ '\.'
    and not item ? 'through' and value_text(item->'value') is not null
  order by number limit 1
$$;

-- The runs that get an event, after one of them, in order: those that subscribed before it was published.
create function event_receivers(p_event workflow_events, p_after uuid, p_limit int)
returns setof uuid language sql stable as $$
  with payload as materialized (select event_payload(p_event.event_data)::jsonb as data)
  select distinct s.run_id
  from payload p, lateral (
      select '' as field, '' as value
      union select lower(key), correlation_value(value) from jsonb_each(p.data)
    ) as k
    join event_subscriptions s on s.workspace_id = p_event.workspace_id
      and s.event_name = p_event.event_name and s.field = k.field and s.value = k.value
  where s.number < p_event.number and (p_after is null or s.run_id > p_after)
    and s.run_id is distinct from p_event.workflow_id
    and (p_event.addressed_to is null or s.run_id = p_event.addressed_to)
    and (s.filter is null or row_matches(p.data, s.filter))
  order by 1 limit p_limit
$$;

-- Stores an event, and who gets it: a few runs as a delivery each, many as one job that is worked off by
-- pages. An id that is there already is a duplicate and does nothing. The caller holds the lock of the name,
-- so that a run which subscribes at the same moment is either found here or finds the event.
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

-- Adds a delivery for each of the next runs that get an event. Gives the last of them, null when there was
-- none, and how many there were.
create function add_deliveries(
  p_event workflow_events, p_after uuid, p_limit int, out last_run uuid, out deliveries int
) language plpgsql as $$
begin
  with added as (
    insert into outbox (kind, workspace_id, run_id, payload)
      select 'deliver_event', p_event.workspace_id, run_id,
        json_build_object('eventId', p_event.id, 'name', p_event.event_name)
      from event_receivers(p_event, p_after, p_limit) as run_id
      returning run_id)
  select max(run_id::text)::uuid, count(*) into last_run, deliveries from added;
end $$;

-- One page of a job: its deliveries and how far it has come are one transaction, so a process that dies
-- loses and doubles nothing. Jobs of one name are done in their order, so this may do a page of an earlier
-- one. True when the job asked for is done.
create function fan_out_page(p_outbox bigint, p_limit int) returns boolean language plpgsql as $$
declare
  v_asked outbox;
  v_job outbox;
  v_event workflow_events;
  v_page record;
begin
  select * into v_asked from outbox where id = p_outbox;
  perform lock_event_name(v_asked.workspace_id, v_asked.payload->>'name');
  select * into v_job from outbox
    where kind = 'fan_out' and done_at is null and workspace_id = v_asked.workspace_id
      and payload->>'name' = v_asked.payload->>'name'
    order by id limit 1;
  if not found then
    return true;
  end if;
  select * into v_event from workflow_events
    where workspace_id = v_job.workspace_id and id = v_job.payload->>'eventId';
  select * into v_page
    from add_deliveries(v_event, (v_job.payload->>'after')::uuid, p_limit);
  if coalesce(v_page.deliveries, 0) < p_limit then
    update outbox set done_at = clock_timestamp(), last_error = null where id = v_job.id;
    return v_job.id = p_outbox;
  end if;
  update outbox set payload = json_build_object('eventId', v_event.id, 'name', v_event.event_name,
      'after', v_page.last_run)
    where id = v_job.id;
  return false;
end $$;

-- Gives a run an event that was published, under its head. Null when the run has ended.
create function deliver_event(p_workspace uuid, p_run uuid, p_event text) returns json
language sql as $$
  select deliver_to_inbox(p_run, 'event', e.event_name, 'event:' || e.id,
    event_payload(e.event_data)::text)
  from workflow_events e where e.workspace_id = p_workspace and e.id = p_event
$$;

-- PUBLISH: the event is stored for all, is in the publisher's own inbox at once when it subscribes, and
-- goes to other runs through the outbox. Needs the lock of the name and the run head.
create or replace function effect_publish_event(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_id text := p_args->>'id';
  v_name text := p_args->>'name';
  v_payload json := event_payload(p_args->'data');
  v_duplicate boolean;
begin
  select duplicate into v_duplicate
    from store_event(p_workspace, v_id, v_name, p_args->'data', p_run, null);
  if not v_duplicate and exists (
    select from event_subscriptions
    where workspace_id = p_workspace and event_name = v_name and run_id = p_run
      and (filter is null or row_matches(v_payload::jsonb, filter))
  ) then
    perform append_inbox(p_run, 'event', v_name, 'event:' || v_id, v_payload::text);
    update run_inbox set depth = (p_args->>'depth')::int
      where run_id = p_run and source_id = 'event:' || v_id and p_args->>'depth' is not null;
  end if;
  if not v_duplicate then
    perform append_run_events(p_run, p_step, array[
      run_event('event_published', json_build_object('eventId', v_id, 'name', v_name))]);
  end if;
  return json_build_object('id', v_id);
end $$;

-- WAIT FOR EVENT with data of its own, ANY and ALL: subscribes to each of the events. What is kept of them
-- is in the inbox of the run from here on, each once: without a filter what was published since the launch,
-- with a filter what matches it and is not older than a day. A wait in a loop gives up what it subscribed to
-- in its last turn. Needs the locks of the names and the run head.
create function effect_subscribe_events(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_awaited record;
  v_event record;
  v_since timestamptz;
  v_correlation jsonb;
begin
  delete from event_subscriptions
    where run_id = p_run and step_id = p_step and path = p_path and filter is not null;
  for v_awaited in
    select e->>'event' as name, (e->'where')::jsonb as filter
    from json_array_elements(p_args->'events') with ordinality as a (e, number) order by number
  loop
    v_correlation := correlation_of(v_awaited.filter);
    insert into event_subscriptions
        (workspace_id, event_name, run_id, filter_key, filter, field, value, step_id, path)
      values (p_workspace, v_awaited.name, p_run,
        case when v_awaited.filter is null then ''
          else md5(concat_ws('|', v_awaited.filter::text, p_step, p_path)) end, v_awaited.filter,
        coalesce(lower(v_correlation->>'column'), ''),
        coalesce(correlation_value(v_correlation->'value'), ''), p_step, p_path)
      on conflict do nothing;
    v_since := case when v_awaited.filter is null
      then (select created_at from workflow_executions where id = p_run)
      else clock_timestamp() - interval '24 hours' end;
    for v_event in
      select e.id, event_payload(e.event_data) as payload from workflow_events e
      where e.workspace_id = p_workspace and e.event_name = v_awaited.name
        and e.created_at >= v_since and (e.addressed_to is null or e.addressed_to = p_run)
        and row_matches(event_payload(e.event_data)::jsonb, v_awaited.filter)
      order by e.number
    loop
      perform append_inbox(p_run, 'event', v_awaited.name, 'event:' || v_event.id,
        v_event.payload::text);
    end loop;
  end loop;
  return '{}';
end $$;

-- The unseen events of a run that end a wait for any or all of some: the oldest first, each for the first of
-- the wanted ones that it fits. Null when they are not enough.
create function take_events(p_run uuid, p_taken int, p_mode text, p_events json) returns run_inbox[]
language plpgsql stable as $$
declare
  v_row run_inbox;
  v_rows run_inbox[] := '{}';
  v_open int[] := array(select generate_series(0, json_array_length(p_events) - 1));
  v_place int;
begin
  for v_row in
    select * from run_inbox
    where run_id = p_run and number > p_taken and kind = 'event' order by number
  loop
    select place into v_place from unnest(v_open) as place
      where p_events->place->>'event' = v_row.subject
        and row_matches(v_row.payload::jsonb, (p_events->place->'where')::jsonb)
      order by place limit 1;
    continue when not found;
    v_rows := v_rows || v_row;
    v_open := array_remove(v_open, v_place);
    if p_mode = 'any' or cardinality(v_open) = 0 then
      return v_rows;
    end if;
  end loop;
  return null;
end $$;

-- The time limit of a wait has passed: gives the unseen events that end it if they came in before this step
-- got the run head, else the wait has timed out. Either way run events say so.
create function effect_expire_events(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_rows run_inbox[] := take_events(
    p_run, (p_args->>'inboxTaken')::int, p_args->>'mode', p_args->'events');
begin
  if v_rows is null then
    perform time_out_wait(p_workspace, p_run, p_key, p_step, p_args->>'escalateTo', array(
      select e->>'event' from json_array_elements(p_args->'events') as e));
    return json_build_object('expired', true);
  end if;
  perform append_run_events(p_run, p_step, array(
    select run_event('event_received',
      json_build_object('name', r.subject, 'number', r.number))
    from unnest(v_rows) as r order by r.number));
  return json_build_object('rows', (
    select json_agg(json_build_object('number', r.number, 'event', r.subject,
      'payload', r.payload::json) order by r.number)
    from unnest(v_rows) as r));
end $$;

-- The time limit of a wait for one event has passed: as for several.
create or replace function effect_expire_event(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_rows run_inbox[] := take_events(
    p_run, (p_args->>'inboxTaken')::int, 'any', json_build_array(p_args));
begin
  if v_rows is null then
    perform time_out_wait(p_workspace, p_run, p_key, p_step, p_args->>'escalateTo',
      array[p_args->>'event']);
    return json_build_object('expired', true);
  end if;
  perform append_run_events(p_run, p_step, array[run_event('event_received',
    json_build_object('name', v_rows[1].subject, 'number', v_rows[1].number))]);
  return json_build_object('number', v_rows[1].number, 'payload', v_rows[1].payload::json);
end $$;

-- Says that a wait has timed out: as run events, as `timeout_occurred` in its own run, and to the contact
-- that the program names. The caller holds the run head.
create function time_out_wait(
  p_workspace uuid, p_run uuid, p_key text, p_step text, p_contact text, p_names text[]
) returns void language plpgsql as $$
begin
  perform append_run_events(p_run, p_step, array(
    select run_event('event_timed_out', json_build_object('name', name)) from unnest(p_names) as name));
  perform tell_run(p_run, 'timeout_occurred', 'timeout:' || p_key,
    json_build_object('event', p_names[1], 'events', array_to_json(p_names)));
  if p_contact is not null then
    insert into outbox (kind, workspace_id, run_id, payload)
      select 'mail', p_workspace, p_run, json_build_object('to', p_contact,
        'subject', format('%s waits in vain', e.workflow_name),
        'message', format('The run %s of %s has waited in vain for %s.', p_run, e.workflow_name,
          array_to_string(p_names, ', ')))
      from workflow_executions e where e.id = p_run;
  end if;
end $$;

-- Takes the locks of the event names that an effect publishes or subscribes to, in order. Before the run
-- head, always: whoever holds a name may need a head, never the other way round.
create or replace function lock_effect(p_run uuid, p_effect json) returns void language plpgsql as $$
declare
  v_names text[] := case p_effect->>'effect'
    when 'publish_event' then array[p_effect->>'name']
    when 'subscribe' then array[p_effect->>'event']
    when 'subscribe_events' then array(
      select distinct e->>'event' from json_array_elements(p_effect->'events') as e order by 1)
    end;
  v_name text;
begin
  foreach v_name in array coalesce(v_names, '{}') loop
    perform lock_event_name(h.workspace_id, v_name) from run_heads h where h.run_id = p_run;
  end loop;
end $$;

-- Keeps verdicts by their numbers; one that is there already stays. An event that ended a wait, and one that
-- came too late for its handler, become run events here, once.
create or replace function record_verdicts(p_run uuid, p_verdicts json) returns void language plpgsql as $$
declare
  v_events json[];
begin
  with kept as (
    insert into run_verdicts (run_id, number, step_key, path, outcome, data)
      select p_run, (v->>'number')::int, v->>'stepKey', v->>'path', v->>'outcome', v->>'data'
      from json_array_elements(p_verdicts) as v
      order by (v->>'number')::int
      on conflict do nothing
      returning number, step_key, outcome, data)
  select array_agg(run_event(outcome, case outcome
      when 'event_received' then json_build_object('step', step_key)
      else json_build_object('name', data::json->>'name') end) order by number)
    into v_events from kept where outcome in ('event_received', 'event_discarded');
  if v_events is not null then
    perform append_run_events(p_run, null, v_events);
  end if;
  update run_heads set verdict_count = v.last
    from (select max((v->>'number')::int) as last from json_array_elements(p_verdicts) as v) as v
    where run_id = p_run and verdict_count < v.last;
end $$;
