drop function time_out_wait(uuid, uuid, text, text, text, text[]);
drop function effect_expire_events(uuid, uuid, text, text, text, json);
drop function take_events(uuid, int, text, json);
drop function effect_subscribe_events(uuid, uuid, text, text, text, json);
drop function deliver_event(uuid, uuid, text);
drop function fan_out_page(bigint, int);
drop function add_deliveries(workflow_events, uuid, int);

-- Stores an event and one delivery for each subscribed run but the publisher; an id that is there
-- already is a duplicate and does nothing. The caller holds the lock of the name, so that a run which
-- subscribes at the same moment is either found here or finds the event.
create or replace function store_event(
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

-- PUBLISH: the event is stored for all, is in the publisher's own inbox at once when it subscribes, and
-- goes to other runs through the outbox. Needs the lock of the name and the run head.
create or replace function effect_publish_event(
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

-- The time limit of a wait has passed: gives the oldest unseen event of the name if one came in before
-- this step got the run head, else the wait has timed out. Either way the run event says so.
create or replace function effect_expire_event(
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

-- Takes the lock of the event name that an effect publishes or subscribes to, if it does. Before the
-- run head, always: whoever holds a name may need a head, never the other way round.
create or replace function lock_effect(p_run uuid, p_effect json) returns void language plpgsql as $$
begin
  if p_effect->>'effect' in ('publish_event', 'subscribe') then
    perform lock_event_name(h.workspace_id, coalesce(p_effect->>'name', p_effect->>'event'))
      from run_heads h where h.run_id = p_run;
  end if;
end $$;

-- An inbox row as it goes to a program.
create or replace function inbox_row(p_row run_inbox) returns json language sql stable as $$
  select json_build_object('number', p_row.number, 'kind', p_row.kind, 'subject', p_row.subject,
    'payload', p_row.payload::json)
$$;

-- Keeps verdicts by their numbers; one that is there already stays. An event that ended a wait becomes a
-- run event here, once.
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
      returning number, step_key, outcome)
  select array_agg(run_event('event_received', json_build_object('step', step_key)) order by number)
    into v_events from kept where outcome = 'event_received';
  if v_events is not null then
    perform append_run_events(p_run, null, v_events);
  end if;
  update run_heads set verdict_count = v.last
    from (select max((v->>'number')::int) as last from json_array_elements(p_verdicts) as v) as v
    where run_id = p_run and verdict_count < v.last;
end $$;

drop function event_receivers(workflow_events, uuid, int);
drop function correlation_of(jsonb);
drop function correlation_value(jsonb);
drop index outbox_fan_out;
delete from outbox where kind not in ('deliver_event', 'notify_inbox', 'mail');
alter table outbox add constraint outbox_kind_check
  check (kind in ('deliver_event', 'notify_inbox', 'mail'));
delete from event_subscriptions where filter_key <> '';
drop index event_subscriptions_by_value;
alter table event_subscriptions drop constraint event_subscriptions_pkey;
alter table event_subscriptions add primary key (workspace_id, event_name, run_id);
alter table event_subscriptions drop column number, drop column filter_key, drop column filter,
  drop column field, drop column value, drop column step_id, drop column path;
alter table workflow_events drop column number;
drop sequence event_order;
alter table run_inbox drop column depth;
