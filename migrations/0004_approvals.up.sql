-- Requests for a decision. Of decisions and expiry of one approval exactly one counts: each happens
-- under the head of its run and only while the approval is open.

create table approvals (
  id uuid primary key,
  workspace_id uuid not null references workspaces,
  run_id uuid not null references workflow_executions on delete cascade,
  step_id text not null,
  step_key text not null,
  path text not null,
  asked text not null,
  message text not null,
  status text not null default 'open',
  token_hash bytea,
  deadline timestamptz(3),
  escalated_from uuid,
  decided_by text,
  decided_via text,
  comment text,
  decided_at timestamptz(3),
  created_at timestamptz(3) not null default clock_timestamp(),
  metadata json not null default '{}'
);
create index approvals_newest on approvals (workspace_id, created_at, id);
create index approvals_by_status on approvals (workspace_id, status, created_at, id);
create index approvals_by_asked on approvals (workspace_id, asked, created_at, id);
create index approvals_by_run on approvals (run_id, created_at, id);

create trigger guard_status before update of status on approvals for each row
  when (old.status is distinct from new.status) execute function guard_status('approval');

-- The decision of an approval, as inbox rows carry it.
create function decision_of(p_approval approvals) returns json language sql stable as $$
  select json_build_object('approved', p_approval.status = 'approved',
    'decidedBy', p_approval.decided_by, 'comment', p_approval.comment,
    'decidedAt', to_rfc3339(p_approval.decided_at))
$$;

-- Ends the task that waits for an approval and gives the run events of that; none where the run has no
-- such task, or another turn of a loop has ended it. The caller holds the run head.
create function end_approval_task(p_run uuid, p_step text, p_status text, p_output json)
returns json[] language plpgsql as $$
begin
  if not exists (
    select from workflow_tasks
    where workflow_id = p_run and task_id = p_step and status = 'in_progress'
  ) then
    return '{}';
  end if;
  return array[
    run_event('task_' || p_status, p_output),
    change_task(p_run, json_build_object('stepId', p_step, 'status', p_status,
      'output', p_output::text), clock_timestamp())];
end $$;

-- Publishes an event of the engine to the run that it is about, where that run waits for it. Such events
-- never leave their run. The caller holds the run head.
create function tell_run(p_run uuid, p_name text, p_source text, p_payload json) returns void
language plpgsql as $$
declare
  v_inbox run_inbox;
begin
  if not exists (select from event_subscriptions where run_id = p_run and event_name = p_name) then
    return;
  end if;
  v_inbox := append_inbox(p_run, 'event', p_name, 'engine:' || p_source, p_payload::text);
  insert into outbox (kind, workspace_id, run_id, payload)
    select 'notify_inbox', h.workspace_id, p_run, json_build_object('number', v_inbox.number)
    from run_heads h where h.run_id = p_run;
end $$;

-- Records a decision when the approval of this run is open: `accepted`, with its inbox row, run events
-- and the end of its task. Else tells how it stands: `decided`, `closed` or `unknown`. The caller holds the run head.
create function settle_approval(
  p_run uuid, p_id uuid, p_approved boolean, p_by text, p_comment text, p_via text,
  out status text, out approval approvals, out inbox run_inbox
) language plpgsql as $$
#variable_conflict use_column
begin
  select * into approval from approvals where id = p_id and run_id = p_run for update;
  if not found then
    status := 'unknown';
    return;
  end if;
  if approval.status <> 'open' then
    status := case when approval.status in ('approved', 'rejected') then 'decided' else 'closed' end;
    return;
  end if;
  update approvals a
    set status = case when p_approved then 'approved' else 'rejected' end, decided_by = p_by,
      decided_via = p_via, comment = p_comment, decided_at = clock_timestamp()
    where a.id = p_id
    returning a.* into approval;
  inbox := append_inbox(p_run, 'decision', p_id::text, 'decision:' || p_id,
    decision_of(approval)::text);
  perform append_run_events(p_run, approval.step_id, array[
    run_event('approval_decided', json_build_object('approvalId', p_id, 'approved', p_approved,
      'decidedBy', p_by, 'comment', p_comment, 'via', p_via))]
    || end_approval_task(p_run, approval.step_id, 'completed', decision_of(approval)));
  perform tell_run(p_run, case when p_approved then 'approval_received' else 'approval_denied' end,
    'decision:' || p_id, decision_of(approval));
  status := 'accepted';
end $$;

-- A decision from outside: settle_approval under the run head, and an outbox row, so that it reaches the
-- workflow even when whoever called is gone. The caller brings it itself at once, and has 15 seconds.
create function decide_approval(
  p_workspace uuid, p_id uuid, p_approved boolean, p_by text, p_comment text, p_via text,
  out status text, out inbox json
) language plpgsql as $$
declare
  v_run uuid;
  v_settled record;
begin
  select a.run_id into v_run from approvals a where a.id = p_id and a.workspace_id = p_workspace;
  if not found then
    status := 'unknown';
    return;
  end if;
  perform from run_heads where run_id = v_run for no key update;
  select * into v_settled from settle_approval(v_run, p_id, p_approved, p_by, p_comment, p_via);
  status := v_settled.status;
  if status = 'accepted' then
    inbox := inbox_row(v_settled.inbox);
    insert into outbox (kind, workspace_id, run_id, payload, next_at)
      values ('notify_inbox', p_workspace, v_run,
        json_build_object('number', (v_settled.inbox).number),
        clock_timestamp() + interval '15 seconds');
  end if;
end $$;

-- A decision that came as a raw signal: settle_approval within a step. Gives the decision that stands,
-- or {expired} when there is none and will be none.
create function effect_decide_approval(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_settled record;
begin
  select * into v_settled from settle_approval(p_run, (p_args->>'id')::uuid,
    (p_args->>'approved')::boolean, p_args->>'by', p_args->>'comment', p_args->>'via');
  if v_settled.status in ('accepted', 'decided') then
    return json_build_object('decision', decision_of(v_settled.approval));
  end if;
  return json_build_object('expired', true);
end $$;

-- HUMAN APPROVAL: opens the request, counts its deadline from now, and leaves the mail to the outbox. A
-- request of this id that the run has made before (and then was reset) stays as it is.
create function effect_open_approval(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_now timestamptz(3) := clock_timestamp();
  v_deadline timestamptz(3) := v_now + (p_args->>'timeoutMs')::float8 * interval '1 millisecond';
begin
  insert into approvals (id, workspace_id, run_id, step_id, step_key, path, asked, message,
      token_hash, deadline, escalated_from, created_at, metadata)
    values ((p_args->>'id')::uuid, p_workspace, p_run, p_args->>'stepId', p_key, p_path,
      p_args->>'asked', p_args->>'message', decode(p_args->>'tokenHash', 'hex'), v_deadline,
      (p_args->>'escalatedFrom')::uuid, v_now, coalesce(p_args->'metadata', '{}'))
    on conflict (id) do nothing;
  if not found then
    select deadline into strict v_deadline from approvals
      where id = (p_args->>'id')::uuid and run_id = p_run;
    return json_build_object('approvalId', p_args->>'id', 'until', to_ms(v_deadline));
  end if;
  insert into outbox (kind, workspace_id, run_id, payload)
    values ('mail', p_workspace, p_run, json_build_object('to', p_args->>'asked',
      'approvalId', p_args->>'id', 'message', p_args->>'message'));
  perform append_run_events(p_run, p_step, array[
    run_event('approval_requested', json_build_object('approvalId', p_args->>'id',
      'asked', p_args->>'asked', 'message', p_args->>'message', 'until', to_rfc3339(v_deadline)))]);
  return json_build_object('approvalId', p_args->>'id', 'until', to_ms(v_deadline));
end $$;

-- The time limit of an approval has passed: gives the decision that was committed first, if there is
-- one; else the approval expires (or is escalated) now and takes no decision any more. Its task is
-- skipped when it expires, and goes on when another person is asked.
create function effect_expire_approval(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_approval approvals;
begin
  select * into v_approval from approvals
    where id = (p_args->>'id')::uuid and run_id = p_run for update;
  if v_approval.status in ('approved', 'rejected') then
    return json_build_object('decision', decision_of(v_approval));
  end if;
  if v_approval.status = 'open' then
    update approvals set status = p_args->>'as', decided_at = clock_timestamp()
      where id = v_approval.id;
    perform append_run_events(p_run, v_approval.step_id, array[
      run_event('approval_' || (p_args->>'as'), json_build_object('approvalId', v_approval.id,
        'asked', v_approval.asked))]
      || case when p_args->>'as' = 'expired'
        then end_approval_task(p_run, v_approval.step_id, 'skipped',
          json_build_object('approvalId', v_approval.id))
        else '{}' end);
    perform tell_run(p_run, 'timeout_occurred', 'expired:' || v_approval.id,
      json_build_object('approvalId', v_approval.id));
  end if;
  return json_build_object('expired', true);
end $$;
