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
