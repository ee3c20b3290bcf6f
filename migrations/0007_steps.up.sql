-- The transactions of a segment. Each function is one of them, in one round trip, and starts by taking
-- the run head; event names are locked before it. A step commits only for the newest holder of its
-- branch, on an open path of a run that is running.

-- Compares (incarnation, dispatch, attempt) with the fence of a branch and raises it. Gives the start of
-- the dispatch, or null when a newer holder has taken the branch. The caller holds the run head.
create function raise_fence(
  p_run uuid, p_path text, p_incarnation int, p_dispatch int, p_attempt int
) returns timestamptz language plpgsql as $$
declare
  v_branch run_branches;
  v_started timestamptz(3) := clock_timestamp();
begin
  select * into v_branch from run_branches where run_id = p_run and path = p_path;
  if not found then
    insert into run_branches (run_id, path, incarnation, dispatch, attempt, started_at)
      values (p_run, p_path, p_incarnation, p_dispatch, p_attempt, v_started);
    return v_started;
  end if;
  if (p_incarnation, p_dispatch, p_attempt)
     < (v_branch.incarnation, v_branch.dispatch, v_branch.attempt) then
    return null;
  end if;
  if (p_incarnation, p_dispatch) = (v_branch.incarnation, v_branch.dispatch) then
    v_started := v_branch.started_at;
    if p_attempt = v_branch.attempt then
      return v_started;
    end if;
  end if;
  update run_branches
    set incarnation = p_incarnation, dispatch = p_dispatch, attempt = p_attempt,
      started_at = v_started
    where run_id = p_run and path = p_path;
  return v_started;
end $$;

-- True when a path, or one that it lies below, is among the closed ones.
create function path_is_closed(p_closed text[], p_path text) returns boolean
language sql immutable as $$
  select exists (
    select from unnest(p_closed) as closed
    where p_path = closed or starts_with(p_path, closed || '/'))
$$;

-- Takes the run head until the end of the transaction and says whether a segment may write: `go` or why
-- not. A Temporal run that is not the stored one is an older one here: only begin_segment lets one in.
create function enter_segment(
  p_run uuid, p_path text, p_dispatch int, p_attempt int, p_temporal_run text,
  out status text, out head run_heads
) language plpgsql as $$
#variable_conflict use_column
begin
  select h.* into head from run_heads h where h.run_id = p_run for no key update;
  status := case
    when not found then 'missing'
    when is_closed(head.status) then 'run_closed'
    when head.temporal_run_id is distinct from p_temporal_run then 'fenced'
    when raise_fence(p_run, p_path, head.incarnation, p_dispatch, p_attempt) is null then 'fenced'
    when cardinality(head.closed_paths) > 0 and path_is_closed(head.closed_paths, p_path)
      then 'path_closed'
    when head.status = 'paused' then 'paused'
    else 'go'
  end;
end $$;

-- Takes a branch for an attempt. A Temporal run that is not the stored one is taken when none is stored
-- or when it continues the stored one (a higher chain, never after a reset, since an old run may wake up
-- then); otherwise `unknown_run`. Then raises the fence, closes the paths that the workflow has decided
-- against (their open approvals are withdrawn), and keeps its verdicts. Repeating it changes nothing.
create function begin_segment(
  p_run uuid, p_path text, p_dispatch int, p_attempt int, p_chain int, p_temporal_run text,
  p_inbox_taken int, p_closed_paths text[], p_verdicts json,
  out status text, out incarnation int, out started_at bigint, out at bigint, out inbox json,
  out run_status text
) language plpgsql as $$
#variable_conflict use_column
declare
  v_head run_heads;
  v_started timestamptz(3);
begin
  select h.* into v_head from run_heads h where h.run_id = p_run for no key update;
  incarnation := coalesce(v_head.incarnation, 0);
  run_status := v_head.status;
  at := to_ms(clock_timestamp()::timestamptz(3));
  started_at := at;
  inbox := '[]';
  if v_head.run_id is null then
    status := 'missing';
    return;
  elsif is_closed(v_head.status) then
    status := 'run_closed';
    inbox := unseen_inbox(p_run, p_inbox_taken);
    return;
  end if;
  if v_head.temporal_run_id is distinct from p_temporal_run then
    if v_head.temporal_run_id is not null
       and (p_chain <= v_head.chain or v_head.incarnation > 1) then
      status := 'unknown_run';
      return;
    end if;
    perform adopt_temporal_run(p_run, p_temporal_run, p_chain);
  end if;
  v_started := raise_fence(p_run, p_path, v_head.incarnation, p_dispatch, p_attempt);
  if v_started is null then
    status := 'fenced';
    return;
  end if;
  started_at := to_ms(v_started);
  if cardinality(p_closed_paths) > 0 and not v_head.closed_paths @> p_closed_paths then
    v_head.closed_paths := close_paths(p_run, p_closed_paths);
  end if;
  if json_array_length(p_verdicts) > 0 then
    perform record_verdicts(p_run, p_verdicts);
  end if;
  if v_head.status = 'planning' then
    perform start_run(p_run);
    run_status := 'running';
  end if;
  inbox := unseen_inbox(p_run, p_inbox_taken);
  status := case
    when path_is_closed(v_head.closed_paths, p_path) then 'path_closed'
    when v_head.status = 'paused' then 'paused'
    else 'go'
  end;
end $$;

-- Makes a Temporal run the one whose segments may write. The caller holds the run head.
create function adopt_temporal_run(p_run uuid, p_temporal_run text, p_chain int) returns void
language plpgsql as $$
begin
  update run_heads set temporal_run_id = p_temporal_run, chain = p_chain where run_id = p_run;
  update workflow_executions set temporal_run_id = p_temporal_run, updated_at = clock_timestamp()
    where id = p_run;
end $$;

-- Adds paths to the closed ones and withdraws the approvals that are open there. Gives all closed paths.
create function close_paths(p_run uuid, p_paths text[]) returns text[] language plpgsql as $$
declare
  v_closed text[];
begin
  update run_heads
    set closed_paths = array(select distinct unnest(closed_paths || p_paths) order by 1)
    where run_id = p_run
    returning closed_paths into strict v_closed;
  update approvals set status = 'withdrawn'
    where run_id = p_run and status = 'open' and path_is_closed(p_paths, path);
  return v_closed;
end $$;

-- Keeps verdicts by their numbers; one that is there already stays. An event that ended a wait becomes a
-- run event here, once.
create function record_verdicts(p_run uuid, p_verdicts json) returns void language plpgsql as $$
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

-- Does one effect. The names are fixed here: nothing of a program ever becomes SQL.
create function run_effect(
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

-- Takes the lock of the event name that an effect publishes or subscribes to, if it does. Before the
-- run head, always: whoever holds a name may need a head, never the other way round.
create function lock_effect(p_run uuid, p_effect json) returns void language plpgsql as $$
begin
  if p_effect->>'effect' in ('publish_event', 'subscribe') then
    perform lock_event_name(h.workspace_id, coalesce(p_effect->>'name', p_effect->>'event'))
      from run_heads h where h.run_id = p_run;
  end if;
end $$;

-- Changes a task and gives the run event `progress` when that ended it, else null. A run that has no
-- task of this id has no progress either. Beginning again (in a loop) forgets the former end.
create function change_task(p_run uuid, p_task json, p_at timestamptz) returns json
language plpgsql as $$
declare
  v_status text := p_task->>'status';
  v_ends boolean := v_status in ('completed', 'failed', 'skipped');
  v_total int;
  v_ended int;
begin
  update workflow_tasks
    set status = v_status, output = p_task->>'output', error = p_task->>'error',
      started_at = coalesce(
        to_timestamp((p_task->>'startedAtMs')::float8 / 1000),
        case when v_status = 'in_progress' then p_at else started_at end),
      completed_at = case when v_ends then p_at end
    where workflow_id = p_run and task_id = p_task->>'stepId';
  if not found or not v_ends then
    return null;
  end if;
  select count(*), count(*) filter (where status in ('completed', 'failed', 'skipped'))
    into v_total, v_ended from workflow_tasks where workflow_id = p_run;
  return run_event('progress', json_build_object(
    'percent', 100 * v_ended / v_total, 'completed', v_ended, 'total', v_total));
end $$;

-- True when a control row (cancel, pause, ...) lies above a number.
create function has_control(p_run uuid, p_taken int) returns boolean language sql stable as $$
  select exists (
    select from run_inbox where run_id = p_run and number > p_taken and kind = 'control')
$$;

-- The row of a step, when it has one: `recorded`, or `mismatch` when it is of another kind or input.
create function find_step(
  p_run uuid, p_key text, p_kind text, p_hash text,
  out status text, out result text, out failure text, out at bigint
) language plpgsql stable as $$
#variable_conflict use_column
declare
  v_row step_results;
begin
  select * into v_row from step_results where run_id = p_run and key = p_key;
  if not found then
    return;
  end if;
  at := to_ms(v_row.created_at);
  if v_row.kind = p_kind and v_row.input_hash = p_hash then
    status := 'recorded';
    result := v_row.result;
    failure := v_row.failure;
  else
    status := 'mismatch';
  end if;
end $$;

-- Commits a step: effect, row, run events and task, or nothing. With a row there already, that row. Run
-- events of what an effect found out (event_published, event_received, event_timed_out, approval_...)
-- are the effect's own; the same types in p_events are left out where the step has an effect.
create function commit_step(
  p_run uuid, p_path text, p_dispatch int, p_attempt int, p_chain int, p_temporal_run text,
  p_inbox_taken int, p_key text, p_step text, p_kind text, p_hash text, p_result text,
  p_failure text, p_effect json, p_events json, p_task json,
  out status text, out result text, out failure text, out at bigint, out inbox_count int,
  out control boolean, out outbox boolean
) language plpgsql as $$
#variable_conflict use_column
declare
  v_entry record;
  v_found record;
  v_effect json;
  v_progress json;
  v_events json[];
  v_at timestamptz(3);
begin
  if p_effect is not null then
    perform lock_effect(p_run, p_effect);
  end if;
  select * into v_entry
    from enter_segment(p_run, p_path, p_dispatch, p_attempt, p_temporal_run);
  status := v_entry.status;
  v_at := clock_timestamp();
  at := to_ms(v_at);
  outbox := false;
  inbox_count := coalesce((v_entry.head).inbox_count, 0);
  control := inbox_count > p_inbox_taken and has_control(p_run, p_inbox_taken);
  if status <> 'go' then
    return;
  end if;
  select * into v_found from find_step(p_run, p_key, p_kind, p_hash);
  if v_found.status is not null then
    status := v_found.status;
    result := v_found.result;
    failure := v_found.failure;
    at := v_found.at;
    return;
  end if;
  if p_effect is null then
    result := p_result;
  else
    perform append_run_events(p_run, p_step, array(
      select e from json_array_elements(p_events) e where e->>'type' = 'task_started'));
    v_effect := run_effect((v_entry.head).workspace_id, p_run, p_path, p_key, p_step,
      p_effect);
    result := coalesce(p_result, v_effect::text);
    select h.inbox_count into inbox_count from run_heads h where h.run_id = p_run;
    outbox := p_effect->>'effect' in ('publish_event', 'open_approval');
  end if;
  if p_failure is null then
    result := coalesce(result, 'null');
  else
    result := p_result;
    failure := p_failure;
  end if;
  insert into step_results (run_id, key, step_id, kind, input_hash, result, failure, path, created_at)
    values (p_run, p_key, p_step, p_kind, p_hash, result, failure, p_path, v_at);
  v_events := array(
    select e from json_array_elements(p_events) e
    where p_effect is null or e->>'type' not in ('task_started', 'event_published',
      'event_received', 'event_timed_out', 'approval_requested', 'approval_decided',
      'approval_expired', 'approval_escalated'));
  if p_task is not null then
    v_progress := change_task(p_run, p_task, v_at);
    if v_progress is not null then
      v_events := v_events || v_progress;
    end if;
  end if;
  perform append_run_events(p_run, p_step, v_events);
  status := 'committed';
end $$;

-- Says that a step begins, unless it has its row. Run events and task change are written with the first
-- attempt only, which leaves a mark. Gives the number of failed attempts.
create function begin_step(
  p_run uuid, p_path text, p_dispatch int, p_attempt int, p_chain int, p_temporal_run text,
  p_inbox_taken int, p_key text, p_step text, p_kind text, p_hash text, p_events json, p_task json,
  out status text, out result text, out failure text, out at bigint, out inbox_count int,
  out control boolean, out attempts int
) language plpgsql as $$
#variable_conflict use_column
declare
  v_entry record;
  v_found record;
  v_events json[];
  v_progress json;
  v_at timestamptz(3);
begin
  select * into v_entry
    from enter_segment(p_run, p_path, p_dispatch, p_attempt, p_temporal_run);
  status := v_entry.status;
  v_at := clock_timestamp();
  at := to_ms(v_at);
  inbox_count := coalesce((v_entry.head).inbox_count, 0);
  control := inbox_count > p_inbox_taken and has_control(p_run, p_inbox_taken);
  attempts := count_attempts(p_run, p_key);
  if status <> 'go' then
    return;
  end if;
  select * into v_found from find_step(p_run, p_key, p_kind, p_hash);
  if v_found.status is not null then
    status := v_found.status;
    result := v_found.result;
    failure := v_found.failure;
    at := v_found.at;
    return;
  end if;
  insert into step_attempts (run_id, key, attempt, at) values (p_run, p_key, 0, v_at)
    on conflict do nothing;
  if not found then
    return;
  end if;
  v_events := array(select e from json_array_elements(p_events) e);
  if p_task is not null then
    v_progress := change_task(p_run, p_task, v_at);
    if v_progress is not null then
      v_events := v_events || v_progress;
    end if;
  end if;
  perform append_run_events(p_run, p_step, v_events);
end $$;

-- The failed attempts of a step; the mark of its beginning is none.
create function count_attempts(p_run uuid, p_key text) returns int language sql stable as $$
  select count(*)::int from step_attempts where run_id = p_run and key = p_key and attempt > 0
$$;

-- Adds a failed attempt of a step under the next number, with its run events. Each call counts.
create function record_attempt(
  p_run uuid, p_path text, p_dispatch int, p_attempt int, p_chain int, p_temporal_run text,
  p_inbox_taken int, p_key text, p_step text, p_error text, p_events json,
  out status text, out attempts int
) language plpgsql as $$
#variable_conflict use_column
begin
  select e.status into status
    from enter_segment(p_run, p_path, p_dispatch, p_attempt, p_temporal_run) e;
  attempts := count_attempts(p_run, p_key);
  if status <> 'go' then
    return;
  end if;
  attempts := attempts + 1;
  insert into step_attempts (run_id, key, attempt, error) values (p_run, p_key, attempts, p_error);
  perform append_run_events(p_run, p_step, array(select e from json_array_elements(p_events) e));
  status := 'recorded';
end $$;

-- Shows where a run stands, if the asker still holds its branch, and gives the inbox rows above what its
-- dispatch has seen. Waits for no lock of the run: it is shown, not decided by.
create function end_segment(
  p_run uuid, p_path text, p_dispatch int, p_attempt int, p_chain int, p_temporal_run text,
  p_inbox_taken int, p_current_step text, p_state json
) returns json language plpgsql as $$
begin
  update workflow_executions e
    set current_step = p_current_step, state = p_state, updated_at = clock_timestamp()
    from run_heads h join run_branches b on b.run_id = h.run_id and b.path = p_path
    where e.id = p_run and h.run_id = p_run and not is_closed(e.status)
      and h.temporal_run_id = p_temporal_run
      and (b.incarnation, b.dispatch, b.attempt) = (h.incarnation, p_dispatch, p_attempt);
  return unseen_inbox(p_run, p_inbox_taken);
end $$;

-- Ends a run everywhere: what was not done is skipped, open approvals are withdrawn, subscriptions go,
-- and the run event of the status is the last one. A run that did not complete still shows the step it
-- was at. The caller holds the run head of an open run.
create function finish_run(p_run uuid, p_status text, p_result text, p_failure text) returns void
language plpgsql as $$
declare
  v_now timestamptz(3) := clock_timestamp();
begin
  update run_heads set status = p_status where run_id = p_run;
  update workflow_executions
    set status = p_status, results = p_result, error = p_failure, completed_at = v_now,
      updated_at = v_now, state = '{}',
      current_step = case when p_status <> 'completed' then current_step end
    where id = p_run;
  update workflow_tasks set status = 'skipped', completed_at = v_now
    where workflow_id = p_run and status in ('pending', 'ready', 'in_progress');
  update approvals set status = 'withdrawn' where run_id = p_run and status = 'open';
  delete from event_subscriptions where run_id = p_run;
  perform append_run_events(p_run, null, array[run_event(p_status,
    case when p_failure is null then '{}'
      else json_build_object('failure', p_failure::json) end)]);
end $$;

-- Closes a run for the holder of a branch. `unseen` when only a run whose inbox was seen may close and
-- something came in first. A paused run can only fail or be cancelled. The row lock orders this with
-- every input: what comes later is refused.
create function close_run(
  p_run uuid, p_path text, p_dispatch int, p_attempt int, p_chain int, p_temporal_run text,
  p_inbox_taken int, p_status text, p_result text, p_failure text, p_only_if_seen boolean,
  out status text, out inbox json, out run_status text
) language plpgsql as $$
#variable_conflict use_column
declare
  v_entry record;
begin
  select * into v_entry
    from enter_segment(p_run, p_path, p_dispatch, p_attempt, p_temporal_run);
  status := v_entry.status;
  run_status := (v_entry.head).status;
  inbox := unseen_inbox(p_run, p_inbox_taken);
  if status = 'run_closed' then
    status := 'already_closed';
    return;
  elsif status = 'paused' and p_status in ('failed', 'cancelled') then
    status := 'go';
  end if;
  if status <> 'go' then
    return;
  end if;
  if p_only_if_seen and (v_entry.head).inbox_count > p_inbox_taken then
    status := 'unseen';
    return;
  end if;
  perform finish_run(p_run, p_status, p_result, p_failure);
  run_status := p_status;
  status := 'closed';
end $$;

-- After a reset: makes a Temporal run the only one that may write, under a higher incarnation, which
-- fences off all that ran before. For the Temporal run that is stored already nothing changes. Gives
-- the incarnation; null when there is no such run.
create function raise_incarnation(p_run uuid, p_temporal_run text, p_chain int) returns int
language plpgsql as $$
declare
  v_head run_heads;
begin
  select * into v_head from run_heads where run_id = p_run for no key update;
  if not found or is_closed(v_head.status) or v_head.temporal_run_id = p_temporal_run then
    return v_head.incarnation;
  end if;
  update run_heads set incarnation = incarnation + 1 where run_id = p_run;
  perform adopt_temporal_run(p_run, p_temporal_run, p_chain);
  return v_head.incarnation + 1;
end $$;
