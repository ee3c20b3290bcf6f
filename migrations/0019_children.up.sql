-- Runs that runs begin: CALL … AS CHILD, which waits for their end, and SCHEDULE IN, which does not.

-- `flow` is the flow of the plan that the run walks. `parent_path` is the branch of the parent that began
-- it; `awaited` when that branch waits for its end, so that it is cancelled with it. `start_at` holds its
-- start back.
alter table workflow_executions
  add column flow text not null default 'main',
  add column parent_run_id uuid references workflow_executions on delete set null,
  add column parent_step_id text,
  add column parent_path text,
  add column awaited boolean not null default false,
  add column start_at timestamptz(3);
create index workflow_executions_by_parent on workflow_executions (parent_run_id, created_at, id)
  where parent_run_id is not null;

alter table run_inbox drop constraint run_inbox_kind_check;
alter table run_inbox add constraint run_inbox_kind_check
  check (kind in ('decision', 'reply', 'event', 'control', 'child'));

-- Launches a run that another one, or a trigger, has begun: beside what a launch has, the flow, the parent
-- and the time of its start. It is started by the outbox. Once for each id.
create function launch_later(p_run json) returns boolean language plpgsql as $$
declare
  v_launched record;
begin
  select * into v_launched from launch_run(p_run);
  if not v_launched.created then
    return false;
  end if;
  update workflow_executions
    set flow = coalesce(p_run->>'flow', 'main'), parent_run_id = (p_run->>'parentRunId')::uuid,
      parent_step_id = p_run->>'parentStepId', parent_path = p_run->>'parentPath',
      awaited = coalesce((p_run->>'awaited')::boolean, false),
      start_at = to_timestamp((p_run->>'startAtMs')::float8 / 1000)
    where id = v_launched.run_id;
  insert into outbox (kind, workspace_id, run_id, payload, next_at)
    values ('start_run', (p_run->>'workspaceId')::uuid, v_launched.run_id, '{}',
      coalesce(to_timestamp((p_run->>'startAtMs')::float8 / 1000), clock_timestamp()));
  return true;
end $$;

-- CALL … AS CHILD and SCHEDULE IN: a run of the same plan, whose row is committed with the step. Needs the
-- locks of the names that it awaits; its head is new, so nobody else can hold it.
create function effect_start_child(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_parent workflow_executions;
begin
  select * into v_parent from workflow_executions where id = p_run;
  perform launch_later(json_build_object(
    'id', p_args->>'id', 'workspaceId', p_workspace, 'package', v_parent.package,
    'workflowName', p_args->>'name', 'channelId', v_parent.channel_id,
    'planHash', v_parent.plan_hash, 'input', p_args->'input', 'createdBy', v_parent.created_by,
    'tasks', p_args->'tasks', 'awaitedEvents', p_args->'awaitedEvents',
    'metadata', merge_row(v_parent.metadata, json_build_object(
      'inputNames', p_args->'inputNames', 'requestHash', null)),
    'flow', p_args->>'flow', 'parentRunId', p_run, 'parentStepId', p_step, 'parentPath', p_path,
    'awaited', p_args->'awaited', 'startAtMs', p_args->'startAtMs'));
  perform append_run_events(p_run, p_step, array[run_event('child_started', json_build_object(
    'child', p_args->>'id', 'name', p_args->>'name', 'startAt',
    to_rfc3339(to_timestamp((p_args->>'startAtMs')::float8 / 1000))))]);
  return json_build_object('id', p_args->>'id');
end $$;

-- Takes the locks of the event names that an effect publishes or subscribes to, or that a run awaits
-- which it begins, in order. Before the run head, always: whoever holds a name may need a head, never the
-- other way round.
create or replace function lock_effect(p_run uuid, p_effect json) returns void language plpgsql as $$
declare
  v_names text[] := case p_effect->>'effect'
    when 'publish_event' then array[p_effect->>'name']
    when 'subscribe' then array[p_effect->>'event']
    when 'subscribe_events' then array(
      select distinct e->>'event' from json_array_elements(p_effect->'events') as e order by 1)
    when 'start_child' then array(
      select distinct name from json_array_elements_text(p_effect->'awaitedEvents') as name order by 1)
    end;
  v_name text;
begin
  foreach v_name in array coalesce(v_names, '{}') loop
    perform lock_event_name(h.workspace_id, v_name) from run_heads h where h.run_id = p_run;
  end loop;
end $$;

-- What has to be told when a run ends: the parent that waits for it, and the runs that it waited for
-- itself. Other runs are reached through the outbox, so no second head is locked here.
create function tell_relatives() returns trigger language plpgsql as $$
begin
  if new.awaited and new.parent_run_id is not null then
    insert into outbox (kind, workspace_id, run_id, payload)
      values ('child_ended', new.workspace_id, new.parent_run_id, json_build_object('child', new.id));
  end if;
  insert into outbox (kind, workspace_id, run_id, payload)
    select 'cancel_run', workspace_id, id, json_build_object('reason', 'its parent has ended')
    from workflow_executions
    where parent_run_id = new.id and awaited and not is_closed(status);
  return null;
end $$;
create trigger tell_relatives after update of status on workflow_executions for each row
  when (is_closed(new.status) and not is_closed(old.status)) execute function tell_relatives();

-- A branch that is decided against no longer waits for the runs that it has begun.
create function cancel_children() returns trigger language plpgsql as $$
begin
  insert into outbox (kind, workspace_id, run_id, payload)
    select 'cancel_run', workspace_id, id, json_build_object('reason', 'its branch was cancelled')
    from workflow_executions
    where parent_run_id = new.run_id and awaited and not is_closed(status)
      and path_is_closed(new.closed_paths, parent_path)
      and not path_is_closed(old.closed_paths, parent_path);
  return null;
end $$;
create trigger cancel_children after update of closed_paths on run_heads for each row
  when (new.closed_paths is distinct from old.closed_paths) execute function cancel_children();

-- Gives a run the end of a run that it has begun, under its head. Null when it has ended itself.
create function deliver_child_end(p_parent uuid, p_child uuid) returns json language plpgsql as $$
declare
  v_child workflow_executions;
  v_row json;
begin
  select * into v_child from workflow_executions where id = p_child;
  v_row := deliver_to_inbox(p_parent, 'child', p_child::text, 'child:' || p_child,
    json_build_object('status', v_child.status, 'result', v_child.results::json,
      'failure', v_child.error::json)::text);
  if v_row is not null and not exists (
    select from run_events where run_id = p_parent and type = 'child_ended'
      and data->>'child' = p_child::text
  ) then
    perform append_run_events(p_parent, v_child.parent_step_id, array[run_event('child_ended',
      json_build_object('child', p_child, 'name', v_child.workflow_name, 'status', v_child.status))]);
  end if;
  return v_row;
end $$;

-- A run that was cancelled before the time of its start ends at once. Nothing for any other run.
create function cancel_unstarted(p_run uuid) returns void language plpgsql as $$
begin
  perform from run_heads
    where run_id = p_run and status = 'planning' and temporal_run_id is null for no key update;
  if not found then
    return;
  end if;
  if exists (
    select from workflow_executions where id = p_run and start_at > clock_timestamp()
  ) then
    perform finish_run(p_run, 'cancelled', 'null',
      '{"code":"RUN_CANCELLED","message":"The run was cancelled."}');
  end if;
end $$;
