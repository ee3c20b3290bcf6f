drop function reassign_approval(uuid, uuid, text, text, text, text);
drop function remind_approval();

create or replace function effect_open_approval(
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

create or replace function effect_decide_approval(
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

drop function decide_approval(uuid, uuid, boolean, text, text, text, text);
drop function settle_approval(uuid, uuid, boolean, text, text, text, text);

create or replace function decision_of(p_approval approvals) returns json language sql stable as $$
  select json_build_object('approved', p_approval.status = 'approved',
    'decidedBy', p_approval.decided_by, 'comment', p_approval.comment,
    'decidedAt', to_rfc3339(p_approval.decided_at))
$$;

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

create or replace function obey_command(p_head run_heads, p_command text, p_order json) returns void
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

drop function requesters_of(uuid);
drop function mail_approval(approvals, json);
drop function count_vote(approvals, boolean, text, text, text);
drop function objection_to(approvals, text, text, text);
drop function votes_of(uuid);
drop function people_of(uuid, text[]);
drop function name_key(text);
drop table approval_votes;
drop table approval_people;
drop index approvals_to_remind;
alter table approvals drop column needed, drop column strict, drop column excluded,
  drop column comment_required, drop column remind_every_ms, drop column remind_at;
drop table people_groups;
