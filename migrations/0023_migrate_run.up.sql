-- Running runs go to a newer plan.

-- Gives a run a command as an inbox row, under its head, and changes its status where the command does:
-- from then on no step of a paused run commits. `accepted`, `unchanged` (it is so already), `unstarted`
-- (Temporal has not begun it), `unheld` (no step waits for an operator), `closed` or `unknown`. The run
-- event says who, why, and what is changed. The caller brings the row, and has 15 seconds.
create or replace function control_run(
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
      when 'skip' then 'skip_requested' when 'migrate' then 'migrate_requested'
      else 'variables_set' end,
    p_order)]);
  inbox := inbox_row(v_row);
  insert into outbox (kind, workspace_id, run_id, payload, next_at)
    values ('notify_inbox', p_workspace, p_run, json_build_object('number', v_row.number),
      clock_timestamp() + interval '15 seconds');
end $$;

-- Moves a run at rest to another plan: the frame in that plan, its hash, the tasks (those that were matched
-- keep what they have come to), the names of steps and branches that are asked about, and the events that the
-- plan awaits. Once for each era; gives the frame that is kept. Event names are locked before the head.
create function keep_migration(p_run uuid, p_frame text, p_migration json) returns text
language plpgsql as $$
declare
  v_era int := (p_migration->>'era')::int;
  v_steps json := p_migration->'steps';
  v_paths json := p_migration->'paths';
  v_workspace uuid;
  v_before text;
  v_frame text;
begin
  select workspace_id, plan_hash into strict v_workspace, v_before
    from workflow_executions where id = p_run;
  perform lock_event_name(v_workspace, n.name) from (
    select distinct name from json_array_elements_text(p_migration->'awaitedEvents') as name
    order by name) as n;
  perform from run_heads where run_id = p_run for no key update;
  select frame into v_frame from run_snapshots where run_id = p_run and era = v_era;
  if found then
    return v_frame;
  end if;
  insert into run_snapshots (run_id, era, frame) values (p_run, v_era, p_frame);
  update workflow_executions
    set plan_hash = p_migration->>'planHash', updated_at = clock_timestamp(),
      current_step = coalesce(v_steps->>current_step, current_step)
    where id = p_run;
  perform migrate_tasks(p_run, v_steps, p_migration->'tasks');
  update approvals set step_id = coalesce(v_steps->>step_id, step_id),
      path = coalesce(v_paths->>path, path)
    where run_id = p_run and status = 'open';
  update questions set step_id = coalesce(v_steps->>step_id, step_id),
      path = coalesce(v_paths->>path, path)
    where run_id = p_run and status = 'open';
  update run_holds set step_id = coalesce(v_steps->>step_id, step_id),
      path = coalesce(v_paths->>path, path)
    where run_id = p_run and resolved_as is null;
  update event_subscriptions set step_id = coalesce(v_steps->>step_id, step_id),
      path = coalesce(v_paths->>path, path)
    where run_id = p_run and step_id is not null;
  update workflow_executions set parent_path = coalesce(v_paths->>parent_path, parent_path)
    where parent_run_id = p_run and not is_closed(status);
  insert into event_subscriptions (workspace_id, event_name, run_id)
    select distinct v_workspace, name, p_run
    from json_array_elements_text(p_migration->'awaitedEvents') as name
    on conflict do nothing;
  perform append_run_events(p_run, null, array[run_event('migrated', json_build_object(
    'number', p_migration->'number', 'from', v_before, 'to', p_migration->>'planHash'))]);
  return p_frame;
end $$;

-- Puts the tasks of another plan in the place of those that a run has; a task that is there in both keeps
-- what it has come to. The caller holds the run head.
create function migrate_tasks(p_run uuid, p_steps json, p_tasks json) returns void
language plpgsql as $$
declare
  v_old json := (
    select coalesce(json_agg(t), '[]') from workflow_tasks t where workflow_id = p_run);
begin
  delete from workflow_tasks where workflow_id = p_run;
  insert into workflow_tasks (workflow_id, task_id, description, agent_id, order_index, depends_on,
      status, output, error, metadata, started_at, completed_at, answer_of)
    select p_run, t->>'taskId', t->>'description', t->>'agentId', (t->>'orderIndex')::int,
      array(select json_array_elements_text(t->'dependsOn')), coalesce(old.status, 'pending'),
      old.output, old.error, coalesce(old.metadata, '{}'), old.started_at, old.completed_at,
      old.answer_of
    from json_array_elements(p_tasks) as t
    left join json_populate_recordset(null::workflow_tasks, v_old) as old
      on p_steps->>old.task_id = t->>'taskId';
end $$;

-- Says why a run goes on with its own plan, once for each command.
create function refuse_migration(p_run uuid, p_number int, p_reason text) returns void
language plpgsql as $$
begin
  perform from run_heads where run_id = p_run for no key update;
  if exists (
    select from run_events where run_id = p_run and type = 'migration_refused'
      and (data->>'number')::int = p_number
  ) then
    return;
  end if;
  perform append_run_events(p_run, null, array[run_event('migration_refused',
    json_build_object('number', p_number, 'reason', p_reason))]);
end $$;
