-- What is asked of people: HEAR and its replies, and what belongs to a conversation beside its messages.

alter table run_inbox drop constraint run_inbox_kind_check;
alter table run_inbox add constraint run_inbox_kind_check
  check (kind in ('decision', 'reply', 'event', 'control'));

-- What a HEAR waits for. Of a reply and the expiry exactly one counts: each happens under the head of its
-- run and only while the question is open.
create table questions (
  id uuid primary key,
  -- Order of asking.
  number bigint not null generated always as identity,
  workspace_id uuid not null references workspaces,
  run_id uuid not null references workflow_executions on delete cascade,
  step_id text not null,
  path text not null,
  sender text not null,
  prompt text not null,
  form json not null,
  status text not null default 'open'
    check (status in ('open', 'answered', 'expired', 'withdrawn')),
  deadline timestamptz(3),
  reasked int not null default 0,
  answered_by text,
  answered_at timestamptz(3),
  created_at timestamptz(3) not null default clock_timestamp()
);
create index questions_by_run on questions (run_id, number);

-- Quick replies that a conversation offers, and what models are told about it.
create table conversation_suggestions (
  workspace_id uuid not null references workspaces,
  conversation_id text not null,
  name text not null,
  label text not null,
  number bigint not null generated always as identity,
  primary key (workspace_id, conversation_id, name)
);
create table conversation_contexts (
  workspace_id uuid not null references workspaces,
  conversation_id text not null,
  name text not null,
  text text not null,
  primary key (workspace_id, conversation_id, name)
);

-- Nobody waits any more for replies to questions of a run that has ended or was reset, or of a closed path.
create function withdraw_questions() returns trigger language plpgsql as $$
begin
  update questions set status = 'withdrawn'
    where run_id = new.run_id and status = 'open'
      and (is_closed(new.status) or new.incarnation <> old.incarnation
        or path_is_closed(new.closed_paths, path));
  return null;
end $$;
create trigger withdraw_questions after update of status, incarnation, closed_paths on run_heads
  for each row
  when (is_closed(new.status) or new.incarnation <> old.incarnation
    or new.closed_paths <> old.closed_paths)
  execute function withdraw_questions();

-- The conversation that a run speaks in: its channel, or the run itself.
create function conversation_of(p_run uuid) returns text language sql stable as $$
  select coalesce(channel_id, id::text) from workflow_executions where id = p_run
$$;

-- One message of a run's conversation; an id that is there already stays as it is.
create function say(
  p_workspace uuid, p_run uuid, p_id uuid, p_sender text, p_type text, p_content text, p_context json,
  p_answers uuid
) returns void language sql as $$
  insert into messages (id, workspace_id, run_id, sender_id, message_type, content, conversation_id,
      context, response_to_id)
    values (p_id, p_workspace, p_run, p_sender, p_type, p_content, conversation_of(p_run), p_context,
      p_answers)
    on conflict (id) do nothing
$$;

-- HEAR: opens the question, says its prompt, and counts its deadline from now. A question of this id that
-- the run has asked before (and then was reset) stays as it is.
create function effect_open_question(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_id uuid := (p_args->>'id')::uuid;
  v_now timestamptz(3) := clock_timestamp();
  v_deadline timestamptz(3) := v_now + (p_args->>'timeoutMs')::float8 * interval '1 millisecond';
begin
  insert into questions (id, workspace_id, run_id, step_id, path, sender, prompt, form, deadline,
      created_at)
    values (v_id, p_workspace, p_run, p_args->>'stepId', p_path, p_args->>'sender', p_args->>'prompt',
      p_args->'form', v_deadline, v_now)
    on conflict (id) do nothing;
  if not found then
    select deadline into strict v_deadline from questions where id = v_id and run_id = p_run;
    return json_build_object('questionId', v_id, 'until', to_ms(v_deadline));
  end if;
  if p_args->>'prompt' <> '' then
    perform say(p_workspace, p_run, v_id, p_args->>'sender', 'question', p_args->>'prompt',
      json_build_object('questionId', v_id, 'choices', p_args->'form'->'choices'), null);
  end if;
  perform append_run_events(p_run, p_step, array[
    run_event('reply_requested', json_build_object('questionId', v_id, 'prompt', p_args->>'prompt',
      'type', p_args->'form'->>'type', 'choices', p_args->'form'->'choices',
      'until', to_rfc3339(v_deadline)))]);
  return json_build_object('questionId', v_id, 'until', to_ms(v_deadline));
end $$;

-- The time limit of a HEAR has passed: gives the reply that was committed first, if there is one; else the
-- question takes none any more.
create function effect_expire_question(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_row run_inbox;
begin
  select * into v_row from run_inbox
    where run_id = p_run and source_id = 'reply:' || (p_args->>'id');
  if found then
    return json_build_object('number', v_row.number, 'payload', v_row.payload::json);
  end if;
  update questions set status = 'expired' where id = (p_args->>'id')::uuid and status = 'open';
  if found then
    perform append_run_events(p_run, p_step, array[
      run_event('reply_timed_out', json_build_object('questionId', p_args->>'id'))]);
  end if;
  return json_build_object('expired', true);
end $$;

-- ADD SUGGESTION, CLEAR SUGGESTIONS and SET CONTEXT: a name that is there already gets the new text.
create function effect_change_conversation(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_conversation text := conversation_of(p_run);
begin
  case p_args->>'change'
    when 'clearSuggestions' then
      delete from conversation_suggestions
        where workspace_id = p_workspace and conversation_id = v_conversation;
    when 'addSuggestion' then
      insert into conversation_suggestions (workspace_id, conversation_id, name, label)
        values (p_workspace, v_conversation, p_args->>'name', p_args->>'text')
        on conflict (workspace_id, conversation_id, name) do update set label = excluded.label;
    when 'setContext' then
      insert into conversation_contexts (workspace_id, conversation_id, name, text)
        values (p_workspace, v_conversation, p_args->>'name', p_args->>'text')
        on conflict (workspace_id, conversation_id, name) do update set text = excluded.text;
  end case;
  return '{}';
end $$;

-- A reply to a question: `taken`, with the inbox row that brings it; `asked_again` while one that does not
-- fit may be said again; else why not: `unknown`, `run_closed`, `unknown_question`, `closed`, or `id_used`.
-- A message of this id that was taken before gives the same answer again and changes nothing. The caller
-- has read the reply by the form of the question, brings the row itself, and has 15 seconds.
create function take_reply(
  p_workspace uuid, p_run uuid, p_question uuid, p_message uuid, p_shown text, p_by text,
  p_value json, p_expected text, p_most int,
  out status text, out inbox json
) language plpgsql as $$
#variable_conflict use_column
declare
  v_head run_heads;
  v_known messages;
  v_question questions;
  v_row run_inbox;
begin
  select * into v_head from run_heads
    where run_id = p_run and workspace_id = p_workspace for no key update;
  select * into v_known from messages where id = p_message;
  select * into v_question from questions where id = p_question and run_id = p_run;
  status := case
    when v_head.run_id is null then 'unknown'
    when v_known.id is not null and (v_known.run_id is distinct from p_run
      or v_known.message_type <> 'reply' or v_known.content <> p_shown) then 'id_used'
    when v_known.id is not null then v_known.context->>'outcome'
    when is_closed(v_head.status) then 'run_closed'
    when v_question.id is null then 'unknown_question'
    when v_question.status <> 'open' then 'closed'
    when p_expected is not null and v_question.reasked < p_most then 'asked_again'
    else 'taken'
  end;
  if status not in ('taken', 'asked_again') then
    return;
  end if;
  if v_known.id is not null then
    select inbox_row(i) into inbox from run_inbox i
      where i.run_id = p_run and i.source_id = 'reply:' || v_known.response_to_id;
    return;
  end if;
  perform say(p_workspace, p_run, p_message, p_by, 'reply', p_shown,
    json_build_object('outcome', status), p_question);
  if status = 'asked_again' then
    update questions set reasked = reasked + 1 where id = p_question;
    perform say(p_workspace, p_run, gen_random_uuid(), v_question.sender, 'question',
      'Please reply with ' || p_expected || '.', json_build_object('questionId', p_question), null);
    perform append_run_events(p_run, v_question.step_id, array[
      run_event('reply_refused', json_build_object('questionId', p_question, 'expected', p_expected,
        'by', p_by))]);
    return;
  end if;
  update questions
    set status = 'answered', answered_by = p_by, answered_at = clock_timestamp()
    where id = p_question returning * into v_question;
  v_row := append_inbox(p_run, 'reply', p_question::text, 'reply:' || p_question,
    json_build_object('value', case when p_expected is null then p_value
        else v_question.form->'fallback' end,
      'valid', p_expected is null, 'text', p_shown, 'by', p_by,
      'at', to_rfc3339(v_question.answered_at))::text);
  inbox := inbox_row(v_row);
  perform append_run_events(p_run, v_question.step_id, array[
    run_event('reply_received', json_build_object('questionId', p_question, 'messageId', p_message,
      'text', p_shown, 'by', p_by))]);
  insert into outbox (kind, workspace_id, run_id, payload, next_at)
    values ('notify_inbox', p_workspace, p_run, json_build_object('number', v_row.number),
      clock_timestamp() + interval '15 seconds');
end $$;

-- HUMAN APPROVAL with several deciders, groups, reminders and without self-approval.

alter table approvals
  add column needed int not null default 1,
  add column no_self boolean not null default false,
  add column remind_ms float8,
  add column next_reminder timestamptz(3);
create index approvals_to_remind on approvals (next_reminder)
  where status = 'open' and next_reminder is not null;

-- Who has decided what about an approval: one vote for each person.
create table approval_votes (
  approval_id uuid not null references approvals on delete cascade,
  by_name text not null,
  approved boolean not null,
  comment text,
  via text not null,
  at timestamptz(3) not null default clock_timestamp()
);
create unique index approval_votes_once on approval_votes (approval_id, lower(by_name));

-- Names that FROM can use for several people.
create table approver_groups (
  workspace_id uuid not null references workspaces,
  name text not null,
  members text[] not null,
  updated_at timestamptz(3) not null default clock_timestamp()
);
create unique index approver_groups_once on approver_groups (workspace_id, lower(name));

-- The people that a FROM names, in small letters: its parts, and of groups their members.
create function people_of(p_workspace uuid, p_asked text) returns text[] language sql stable as $$
  select array(
    select distinct lower(trim(person))
    from regexp_split_to_table(p_asked, '[,;]') as part
    left join approver_groups g
      on g.workspace_id = p_workspace and lower(g.name) = lower(trim(part))
    cross join lateral unnest(coalesce(g.members, array[part])) as person
    where trim(person) <> '' order by 1)
$$;

-- True when a FROM names a role, so that nobody can count who is asked.
create function asks_role(p_asked text) returns boolean language sql immutable as $$
  select exists (
    select from regexp_split_to_table(p_asked, '[,;]') as part
    where lower(trim(part)) in ('admin', 'author', 'operator', 'approver'))
$$;

-- The votes of an approval, in order.
create function votes_of(p_id uuid) returns json language sql stable as $$
  select coalesce(json_agg(json_build_object('by', by_name, 'approved', approved, 'comment', comment,
    'at', to_rfc3339(at)) order by at, by_name), '[]')
  from approval_votes where approval_id = p_id
$$;

-- The decision of an approval, as inbox rows carry it; with all votes where several were needed.
create or replace function decision_of(p_approval approvals) returns json language sql stable as $$
  select case when p_approval.needed = 1 then
    json_build_object('approved', p_approval.status = 'approved',
      'decidedBy', p_approval.decided_by, 'comment', p_approval.comment,
      'decidedAt', to_rfc3339(p_approval.decided_at))
  else
    json_build_object('approved', p_approval.status = 'approved',
      'decidedBy', p_approval.decided_by, 'comment', p_approval.comment,
      'decidedAt', to_rfc3339(p_approval.decided_at), 'votes', votes_of(p_approval.id))
  end
$$;

-- Why a person may not vote: `self` has started the run or decided before in it, `voted` has voted here,
-- `not_asked` is none of those who count. Null when the vote counts.
create function refuse_vote(p_approval approvals, p_by text, p_via text) returns text
language sql stable as $$
  select case
    when p_approval.no_self and exists (
      select from unnest(array[p_by, substring(p_via from '^api by (.*)$')]) as who
      where lower(who) = lower((select created_by from workflow_executions where id = p_approval.run_id))
    ) then 'self'
    when p_approval.no_self and exists (
      select from approval_votes v join approvals a on a.id = v.approval_id
      where a.run_id = p_approval.run_id and a.id <> p_approval.id
        and lower(v.by_name) = lower(p_by)
    ) then 'self'
    when exists (
      select from approval_votes
      where approval_id = p_approval.id and lower(by_name) = lower(p_by)
    ) then 'voted'
    when p_approval.needed > 1 and not asks_role(p_approval.asked)
      and lower(trim(p_by)) <> all (people_of(p_approval.workspace_id, p_approval.asked))
      then 'not_asked'
  end
$$;

-- What the votes of an approval come to: true, false, or null while it is not certain. Where one is
-- needed, the first vote decides. Else it is rejected as soon as those who are left are too few.
create function judge_votes(p_approval approvals) returns boolean language sql stable as $$
  select case
    when yes >= p_approval.needed then true
    when p_approval.needed = 1 and no > 0 then false
    when asks_role(p_approval.asked) and no >= p_approval.needed then false
    when not asks_role(p_approval.asked)
      and cardinality(people_of(p_approval.workspace_id, p_approval.asked)) - no < p_approval.needed
      then false
  end
  from (
    select count(*) filter (where approved) as yes, count(*) filter (where not approved) as no
    from approval_votes where approval_id = p_approval.id) as votes
$$;

-- Records a vote when the approval of this run is open: `accepted` when it decides, with inbox row, run
-- events and the end of the task; `counted` when more are needed. Else tells how it stands: `decided`,
-- `closed` or `unknown`; or why this person has no vote: see refuse_vote. The caller holds the run head.
create or replace function settle_approval(
  p_run uuid, p_id uuid, p_approved boolean, p_by text, p_comment text, p_via text,
  out status text, out approval approvals, out inbox run_inbox
) language plpgsql as $$
#variable_conflict use_column
declare
  v_outcome boolean;
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
  status := refuse_vote(approval, p_by, p_via);
  if status is not null then
    return;
  end if;
  insert into approval_votes (approval_id, by_name, approved, comment, via)
    values (p_id, p_by, p_approved, p_comment, p_via);
  v_outcome := judge_votes(approval);
  if v_outcome is null then
    status := 'counted';
    perform append_run_events(p_run, approval.step_id, array[
      run_event('approval_voted', json_build_object('approvalId', p_id, 'approved', p_approved,
        'by', p_by, 'comment', p_comment, 'needed', approval.needed))]);
    return;
  end if;
  update approvals a
    set status = case when v_outcome then 'approved' else 'rejected' end,
      decided_by = (select string_agg(v.by_name, ', ' order by v.at, v.by_name)
        from approval_votes v where v.approval_id = p_id and v.approved = v_outcome),
      decided_via = p_via, comment = p_comment, decided_at = clock_timestamp()
    where a.id = p_id
    returning a.* into approval;
  inbox := append_inbox(p_run, 'decision', p_id::text, 'decision:' || p_id,
    decision_of(approval)::text);
  perform append_run_events(p_run, approval.step_id, array[
    run_event('approval_decided', json_build_object('approvalId', p_id, 'approved', v_outcome,
      'decidedBy', approval.decided_by, 'comment', p_comment, 'via', p_via))]
    || end_approval_task(p_run, approval.step_id, 'completed', decision_of(approval)));
  perform tell_run(p_run, case when v_outcome then 'approval_received' else 'approval_denied' end,
    'decision:' || p_id, decision_of(approval));
  status := 'accepted';
end $$;

-- A decision that came as a raw signal: settle_approval within a step. Gives the decision that stands,
-- {refused} when it is none of a person who counts or more are needed, or {expired}.
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
  elsif v_settled.status in ('counted', 'self', 'voted', 'not_asked') then
    return json_build_object('refused', true);
  end if;
  return json_build_object('expired', true);
end $$;

-- HUMAN APPROVAL: opens the request, counts its deadline from now, and leaves the mail to the outbox. A
-- request of this id that the run has made before (and then was reset) stays as it is. {tooFew} where
-- less people are asked than have to approve.
create or replace function effect_open_approval(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_now timestamptz(3) := clock_timestamp();
  v_deadline timestamptz(3) := v_now + (p_args->>'timeoutMs')::float8 * interval '1 millisecond';
  v_needed int := coalesce((p_args->>'needed')::int, 1);
  v_people int := cardinality(people_of(p_workspace, p_args->>'asked'));
begin
  if v_needed > 1 and v_people < v_needed and not asks_role(p_args->>'asked') then
    return json_build_object('tooFew', v_people);
  end if;
  insert into approvals (id, workspace_id, run_id, step_id, step_key, path, asked, message,
      token_hash, deadline, escalated_from, created_at, metadata, needed, no_self, remind_ms,
      next_reminder)
    values ((p_args->>'id')::uuid, p_workspace, p_run, p_args->>'stepId', p_key, p_path,
      p_args->>'asked', p_args->>'message', decode(p_args->>'tokenHash', 'hex'), v_deadline,
      (p_args->>'escalatedFrom')::uuid, v_now, coalesce(p_args->'metadata', '{}'), v_needed,
      coalesce((p_args->>'noSelf')::boolean, false), (p_args->>'remindMs')::float8,
      v_now + (p_args->>'remindMs')::float8 * interval '1 millisecond')
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

-- Gives an open approval to somebody else: `reassigned`, `unknown`, `closed`, or `too_few` where less
-- people would be asked than have to approve. Votes that were given stay.
create function reassign_approval(
  p_workspace uuid, p_id uuid, p_to text, p_by text, p_comment text, out status text
) language plpgsql as $$
declare
  v_approval approvals;
begin
  select * into v_approval from approvals where id = p_id and workspace_id = p_workspace;
  if not found then
    status := 'unknown';
    return;
  end if;
  perform from run_heads where run_id = v_approval.run_id for no key update;
  select * into v_approval from approvals where id = p_id for update;
  status := case
    when v_approval.status <> 'open' then 'closed'
    when v_approval.needed > 1 and not asks_role(p_to)
      and cardinality(people_of(p_workspace, p_to)) < v_approval.needed then 'too_few'
    else 'reassigned'
  end;
  if status <> 'reassigned' then
    return;
  end if;
  update approvals set asked = p_to where id = p_id;
  insert into outbox (kind, workspace_id, run_id, payload)
    values ('mail', p_workspace, v_approval.run_id, json_build_object('to', p_to,
      'approvalId', p_id, 'message', v_approval.message));
  perform append_run_events(v_approval.run_id, v_approval.step_id, array[
    run_event('approval_reassigned', json_build_object('approvalId', p_id, 'from', v_approval.asked,
      'to', p_to, 'by', p_by, 'comment', p_comment))]);
end $$;

-- Reminds whoever is asked by one approval that is due for it: a mail for the outbox, a run event, and
-- the time of the next one. Gives the run; null when nothing is due. One run in one transaction.
create function remind_approval() returns uuid language plpgsql as $$
declare
  v_approval approvals;
begin
  select * into v_approval from approvals
    where status = 'open' and next_reminder <= clock_timestamp()
    order by next_reminder limit 1;
  if not found then
    return null;
  end if;
  perform from run_heads where run_id = v_approval.run_id for no key update;
  select * into v_approval from approvals
    where id = v_approval.id and status = 'open' and next_reminder <= clock_timestamp() for update;
  if not found then
    return v_approval.run_id;
  end if;
  update approvals
    set next_reminder = clock_timestamp() + remind_ms * interval '1 millisecond'
    where id = v_approval.id;
  insert into outbox (kind, workspace_id, run_id, payload)
    values ('mail', v_approval.workspace_id, v_approval.run_id, json_build_object('to', v_approval.asked,
      'approvalId', v_approval.id, 'message', v_approval.message, 'reminder', true));
  perform append_run_events(v_approval.run_id, v_approval.step_id, array[
    run_event('approval_reminded', json_build_object('approvalId', v_approval.id,
      'asked', v_approval.asked))]);
  return v_approval.run_id;
end $$;
