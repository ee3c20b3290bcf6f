-- What operators do to runs, and what an outage leaves behind.

-- For purging what was delivered.
create index outbox_done on outbox (done_at) where done_at is not null;

insert into status_changes (subject, before, after) values ('task', 'failed', 'skipped');

-- A deadline of people does not count from here until the run is resumed.
alter table run_heads add column frozen_at timestamptz(3);

-- Steps that have failed and wait for an operator. `resolved_as`: retry or skip.
create table run_holds (
  run_id uuid not null references workflow_executions on delete cascade,
  key text not null,
  path text not null,
  step_id text not null,
  code text not null,
  message text not null,
  line int,
  created_at timestamptz(3) not null default clock_timestamp(),
  resolved_as text,
  primary key (run_id, key)
);

-- A step that has failed waits for an operator.
create function effect_hold_run(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
begin
  insert into run_holds (run_id, key, path, step_id, code, message, line)
    values (p_run, p_key, p_path, p_step, p_args->>'code', p_args->>'message',
      (p_args->>'line')::int)
    on conflict do nothing;
  return '{}';
end $$;

drop function control_run(uuid, uuid, text, text, text);

-- Gives a run a command as an inbox row, under its head, and changes its status where the command does:
-- from then on no step of a paused run commits. `accepted`, `unchanged` (it is so already), `unstarted`
-- (Temporal has not begun it), `unheld` (no step waits for an operator), `closed` or `unknown`. The run
-- event says who, why, and what is changed. The caller brings the row, and has 15 seconds.
create function control_run(
  p_workspace uuid, p_run uuid, p_command text, p_source text, p_order json,
  out status text, out inbox json
) language plpgsql as $$
declare
  v_head run_heads;
  v_row run_inbox;
begin
  select * into v_head from run_heads
    where run_id = p_run and workspace_id = p_workspace for no key update;
  status := case
    when not found then 'unknown'
    when is_closed(v_head.status) then 'closed'
    when v_head.status = 'planning' and p_command <> 'cancel' then 'unstarted'
    when p_command = 'pause' and v_head.status = 'paused' then 'unchanged'
    when p_command = 'resume' and v_head.status = 'running' then 'unchanged'
    when not may_operate(p_run, p_command, p_order) then 'unheld'
    else 'accepted'
  end;
  if status <> 'accepted' then
    return;
  end if;
  perform obey_command(v_head, p_command, p_order);
  v_row := append_inbox(p_run, 'control', p_command, p_source, p_order::text);
  perform append_run_events(p_run, p_order->>'step', array[run_event(
    case p_command when 'pause' then 'paused' when 'resume' then 'resumed'
      when 'cancel' then 'cancel_requested' when 'retry' then 'retry_requested'
      when 'skip' then 'skip_requested' else 'variables_set' end,
    p_order)]);
  inbox := inbox_row(v_row);
  insert into outbox (kind, workspace_id, run_id, payload, next_at)
    values ('notify_inbox', p_workspace, p_run, json_build_object('number', v_row.number),
      clock_timestamp() + interval '15 seconds');
end $$;

-- True when an order to retry or skip is meant for this step, which still waits.
create function is_meant(p_hold run_holds, p_order json) returns boolean language sql immutable as $$
  select p_hold.resolved_as is null
    and coalesce(p_order->>'step', p_hold.step_id) = p_hold.step_id
    and coalesce(p_order->>'path', p_hold.path) = p_hold.path
$$;

-- True unless the command needs a step that waits for an operator and there is none. A skip that names
-- its step may also mean an approval, an event or a time: only the workflow knows what is waited for.
create function may_operate(p_run uuid, p_command text, p_order json) returns boolean
language sql stable as $$
  select p_command not in ('retry', 'skip')
    or (p_command = 'skip' and p_order->>'step' is not null)
    or exists (select from run_holds h where h.run_id = p_run and is_meant(h, p_order))
$$;

-- What a command changes at once. The caller holds the run head.
create function obey_command(p_head run_heads, p_command text, p_order json) returns void
language plpgsql as $$
begin
  case p_command
    when 'pause' then
      perform set_run_status(p_head.run_id, 'paused');
      if p_order->>'freeze' = 'true' then
        update run_heads set frozen_at = clock_timestamp() where run_id = p_head.run_id;
      end if;
    when 'resume' then
      perform set_run_status(p_head.run_id, 'running');
      update approvals set deadline = deadline + (clock_timestamp() - p_head.frozen_at)
        where run_id = p_head.run_id and status = 'open' and p_head.frozen_at is not null;
      update run_heads set frozen_at = null where run_id = p_head.run_id;
    when 'retry', 'skip' then
      if p_command = 'skip' then
        perform skip_step(p_head.run_id, p_order);
      end if;
      update run_holds h set resolved_as = p_command
        where h.run_id = p_head.run_id and is_meant(h, p_order);
    else
      null;
  end case;
end $$;

-- The task of a skipped step is skipped, and nobody is asked any more. The caller holds the run head.
create function skip_step(p_run uuid, p_order json) returns void language plpgsql as $$
begin
  update approvals set status = 'withdrawn'
    where run_id = p_run and status = 'open' and step_id = p_order->>'step'
      and coalesce(p_order->>'path', path) = path;
  update workflow_tasks set status = 'skipped', completed_at = clock_timestamp()
    where workflow_id = p_run and status in ('in_progress', 'failed')
      and (task_id = p_order->>'step' or task_id in (
        select h.step_id from run_holds h where h.run_id = p_run and is_meant(h, p_order)));
end $$;

-- Keeps verdicts by their numbers; one that is there already stays. An event that ended a wait, one that came
-- too late for its handler, and what variables an operator has changed, become run events here, once.
create or replace function record_verdicts(p_run uuid, p_verdicts json) returns void
language plpgsql as $$
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
  select array_agg(case outcome
      when 'event_received' then run_event(outcome, json_build_object('step', step_key))
      when 'event_discarded' then run_event(outcome, json_build_object('name', data::json->>'name'))
      else run_event('variables_changed', data::json) end order by number)
    into v_events from kept
    where outcome in ('event_received', 'event_discarded')
      or (outcome = 'operated' and data::json->>'command' = 'set');
  if v_events is not null then
    perform append_run_events(p_run, null, v_events);
  end if;
  update run_heads set verdict_count = v.last
    from (select max((v->>'number')::int) as last from json_array_elements(p_verdicts) as v) as v
    where run_id = p_run and verdict_count < v.last;
end $$;
