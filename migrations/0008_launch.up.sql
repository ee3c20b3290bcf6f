-- The beginning of a run, and its end when Temporal ended it.

-- Writes a run with head, tasks, subscriptions and first run events. The same id or idempotency key
-- again, also at the same moment, gives the run that is there and changes nothing. Its time is taken
-- under the locks of its event names: an event counts as newer exactly when it was stored after that.
create function launch_run(p_run json, out run_id uuid, out created boolean) language plpgsql as $$
#variable_conflict use_column
declare
  v_id uuid := (p_run->>'id')::uuid;
  v_workspace uuid := (p_run->>'workspaceId')::uuid;
  v_now timestamptz(3);
begin
  created := false;
  run_id := launched_run(v_id, v_workspace, p_run->>'idempotencyKey');
  if run_id is not null then
    return;
  end if;
  perform lock_event_name(v_workspace, n.name) from (
    select distinct name from json_array_elements_text(p_run->'awaitedEvents') as name
    order by name) as n;
  v_now := clock_timestamp();
  insert into workflow_executions (id, workspace_id, bot_id, package, workflow_name, description,
      orchestrator_id, channel_id, plan_hash, input, metadata, created_by, idempotency_key,
      created_at, updated_at)
    values (v_id, v_workspace, p_run->>'botId', p_run->>'package', p_run->>'workflowName',
      p_run->>'description', p_run->>'orchestratorId', p_run->>'channelId', p_run->>'planHash',
      p_run->'input', launch_metadata(p_run), p_run->>'createdBy', p_run->>'idempotencyKey',
      v_now, v_now)
    on conflict do nothing;
  created := found;
  if not created then
    run_id := launched_run(v_id, v_workspace, p_run->>'idempotencyKey');
    return;
  end if;
  run_id := v_id;
  insert into run_heads (run_id, workspace_id) values (v_id, v_workspace);
  insert into workflow_tasks (workflow_id, task_id, description, agent_id, order_index, depends_on)
    select v_id, t->>'taskId', t->>'description', t->>'agentId', (t->>'orderIndex')::int,
      array(select json_array_elements_text(t->'dependsOn'))
    from json_array_elements(p_run->'tasks') as t;
  insert into event_subscriptions (workspace_id, event_name, run_id)
    select distinct v_workspace, name, v_id
    from json_array_elements_text(p_run->'awaitedEvents') as name;
  perform append_run_events(v_id, null, array[
    run_event('created', json_build_object('workflowName', p_run->>'workflowName',
      'createdBy', p_run->>'createdBy')),
    run_event('planning', '{}'),
    run_event('plan_ready', json_build_object('planHash', p_run->>'planHash',
      'tasks', json_array_length(p_run->'tasks')))]);
end $$;

-- The run that a launch has made before: by idempotency key first, then by id.
create function launched_run(p_id uuid, p_workspace uuid, p_idempotency_key text) returns uuid
language plpgsql as $$
begin
  return coalesce(
    (select id from workflow_executions
     where workspace_id = p_workspace and idempotency_key = p_idempotency_key),
    (select id from workflow_executions where id = p_id));
end $$;

-- The metadata of a launch, with the hash of its request where it has one.
create function launch_metadata(p_run json) returns json language sql immutable as $$
  select case when p_run->>'requestHash' is null then p_run->'metadata'
    else merge_row(p_run->'metadata', json_build_object('requestHash', p_run->'requestHash')) end
$$;

-- Notes the Temporal run that executes a run, unless one is noted already, and starts it, once.
create function mark_started(p_run uuid, p_temporal_run text) returns void language plpgsql as $$
declare
  v_head run_heads;
begin
  select * into v_head from run_heads where run_id = p_run for no key update;
  if not found or is_closed(v_head.status) then
    return;
  end if;
  if v_head.temporal_run_id is null then
    perform adopt_temporal_run(p_run, p_temporal_run, v_head.chain);
  end if;
  perform start_run(p_run);
end $$;

-- Ends a run that Temporal no longer executes. False when it has ended already or is not there.
create function mark_terminated(p_run uuid, p_status text, p_failure text) returns boolean
language plpgsql as $$
declare
  v_status text;
begin
  select status into v_status from run_heads where run_id = p_run for no key update;
  if not found or is_closed(v_status) then
    return false;
  end if;
  perform finish_run(p_run, p_status, 'null', p_failure);
  return true;
end $$;
