drop function remind_approval();
drop function reassign_approval(uuid, uuid, text, text, text);

-- HUMAN APPROVAL: opens the request, counts its deadline from now, and leaves the mail to the outbox. A
-- request of this id that the run has made before (and then was reset) stays as it is.
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

-- A decision that came as a raw signal: settle_approval within a step. Gives the decision that stands,
-- or {expired} when there is none and will be none.
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

-- Records a decision when the approval of this run is open: `accepted`, with its inbox row, run events
-- and the end of its task. Else tells how it stands: `decided`, `closed` or `unknown`. The caller holds the run head.
create or replace function settle_approval(
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

-- The decision of an approval, as inbox rows carry it.
create or replace function decision_of(p_approval approvals) returns json language sql stable as $$
  select json_build_object('approved', p_approval.status = 'approved',
    'decidedBy', p_approval.decided_by, 'comment', p_approval.comment,
    'decidedAt', to_rfc3339(p_approval.decided_at))
$$;

drop function judge_votes(approvals);
drop function refuse_vote(approvals, text, text);
drop function votes_of(uuid);
drop function asks_role(text);
drop function people_of(uuid, text);
drop table approver_groups;
drop table approval_votes;
drop index approvals_to_remind;
alter table approvals
  drop column needed, drop column no_self, drop column remind_ms, drop column next_reminder;

drop function take_reply(uuid, uuid, uuid, uuid, text, text, json, text, int);
drop function effect_change_conversation(uuid, uuid, text, text, text, json);
drop function effect_expire_question(uuid, uuid, text, text, text, json);
drop function effect_open_question(uuid, uuid, text, text, text, json);
drop function say(uuid, uuid, uuid, text, text, text, json, uuid);
drop function conversation_of(uuid);
drop trigger withdraw_questions on run_heads;
drop function withdraw_questions();
drop table conversation_contexts;
drop table conversation_suggestions;
drop table questions;
delete from run_inbox where kind = 'reply';
alter table run_inbox drop constraint run_inbox_kind_check;
alter table run_inbox add constraint run_inbox_kind_check
  check (kind in ('decision', 'event', 'control'));
