-- Runs that begin from rows: forks, and runs that Temporal has lost.

-- The row of the inbox that a verdict came from: what ended the wait can be told again.
alter table run_verdicts add column inbox_number int;
-- When the workflow decided it; the row is written by the next activity.
alter table run_verdicts add column decided_at timestamptz(3);

-- States of a run that are kept as a whole: how a fork begins (era 0), and what a migration has made of a run.
create table run_snapshots (
  run_id uuid not null references workflow_executions on delete cascade,
  era int not null,
  frame text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  primary key (run_id, era)
);

-- Where a fork comes from: run, step, visit, and the variables that were set.
alter table workflow_executions add column forked_from json;

-- Launches a fork: what a launch has, the flow that its source walks, and where it comes from.
create function launch_fork(p_run json, p_origin json, out run_id uuid, out created boolean)
language plpgsql as $$
#variable_conflict use_column
begin
  select l.run_id, l.created into run_id, created from launch_run(p_run) as l;
  if created then
    update workflow_executions set flow = p_run->>'flow', forked_from = p_origin where id = run_id;
  end if;
end $$;

-- Keeps verdicts by their numbers; one that is there already stays. An event that ended a wait, one that came
-- too late for its handler, and what variables an operator has changed, become run events here, once.
create or replace function record_verdicts(p_run uuid, p_verdicts json) returns void
language plpgsql as $$
declare
  v_events json[];
begin
  with kept as (
    insert into run_verdicts (run_id, number, step_key, path, outcome, data, inbox_number,
        decided_at)
      select p_run, (v->>'number')::int, v->>'stepKey', v->>'path', v->>'outcome', v->>'data',
        (v->>'inboxNumber')::int, to_timestamp((v->>'at')::float8 / 1000)
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

-- Makes a Temporal run the one whose segments may write, in the same incarnation: its steps are found again.
-- `closed` when the run has ended.
create function take_over_run(p_run uuid, p_temporal_run text) returns text language plpgsql as $$
declare
  v_head run_heads;
begin
  select * into strict v_head from run_heads where run_id = p_run for no key update;
  if is_closed(v_head.status) then
    return 'closed';
  end if;
  if v_head.temporal_run_id is distinct from p_temporal_run then
    if v_head.temporal_run_id is not null then
      perform append_run_events(p_run, null, array[run_event('restored', '{}')]);
    end if;
    perform adopt_temporal_run(p_run, p_temporal_run, v_head.chain + 1);
  end if;
  perform start_run(p_run);
  return 'taken';
end $$;

-- All that is kept of a run besides the rows of its steps, since its latest snapshot.
create function run_record(p_run uuid) returns json language plpgsql stable as $$
declare
  v_head run_heads;
  v_run workflow_executions;
  v_snapshot run_snapshots;
  v_taken int := 0;
  v_verdicts int := 0;
begin
  select * into strict v_head from run_heads where run_id = p_run;
  select * into strict v_run from workflow_executions where id = p_run;
  select * into v_snapshot from run_snapshots where run_id = p_run order by era desc limit 1;
  if found then
    v_taken := (v_snapshot.frame::json->>'inboxTaken')::int;
    v_verdicts := (v_snapshot.frame::json->>'verdicts')::int;
  end if;
  return json_build_object(
    'status', v_head.status,
    'planHash', v_run.plan_hash,
    'flow', v_run.flow,
    'input', v_run.input,
    'inputNames', coalesce(v_run.metadata->'inputNames', '[]'),
    'incarnation', v_head.incarnation,
    'chain', v_head.chain,
    'dispatches', (select coalesce(max(dispatch), 0) from run_branches where run_id = p_run),
    'frozenAt', to_ms(v_head.frozen_at),
    'deadlines', (select coalesce(json_object_agg(id, to_ms(deadline)), '{}') from approvals
      where run_id = p_run and status = 'open' and deadline is not null),
    'beganAt', to_ms(v_run.created_at),
    'now', to_ms(clock_timestamp()),
    'closedPaths', v_head.closed_paths,
    'verdicts', (select coalesce(json_agg(json_strip_nulls(json_build_object('number', number,
        'stepKey', step_key, 'path', path, 'outcome', outcome, 'inboxNumber', inbox_number,
        'at', to_ms(coalesce(decided_at, created_at)))) order by number), '[]')
      from run_verdicts where run_id = p_run and number > v_verdicts),
    'verdictData', (select coalesce(json_agg(data order by number), '[]')
      from run_verdicts where run_id = p_run and number > v_verdicts),
    'inbox', unseen_inbox(p_run, v_taken),
    'snapshot', case when v_snapshot.run_id is not null then json_build_object(
      'era', v_snapshot.era, 'frame', v_snapshot.frame, 'at', to_ms(v_snapshot.created_at)) end,
    'origin', v_run.forked_from);
end $$;

-- Keeps how a fork begins: its frame, the tasks that its source had ended by then, and a run event, once.
-- Gives the frame that is kept.
create function keep_fork(p_run uuid, p_frame text, p_source json, p_cut bigint) returns text
language plpgsql as $$
declare
  v_frame text;
begin
  perform from run_heads where run_id = p_run for no key update;
  select frame into v_frame from run_snapshots where run_id = p_run and era = 0;
  if found then
    return v_frame;
  end if;
  insert into run_snapshots (run_id, era, frame) values (p_run, 0, p_frame);
  update workflow_tasks t
    set status = s.status, output = s.output, error = s.error, started_at = s.started_at,
      completed_at = s.completed_at
    from workflow_tasks s
    where t.workflow_id = p_run and s.workflow_id = (p_source->>'runId')::uuid
      and s.task_id = t.task_id and s.status in ('completed', 'failed', 'skipped')
      and to_ms(s.completed_at) <= p_cut;
  perform append_run_events(p_run, p_source->>'stepId', array[run_event('forked',
    json_build_object('from', p_source->>'runId', 'step', p_source->>'stepId',
      'visit', p_source->'visit', 'variables', p_source->'variables'))]);
  return p_frame;
end $$;
