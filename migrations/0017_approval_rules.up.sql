-- Who decides an approval, and by which rules: several people, groups and roles, a number of approvals,
-- nobody's own request, comments, reminders. All of it is rows: a vote that decides nothing yet and a
-- reminder cost a run nothing.

-- People of a workspace who are asked together, as FROM GROUP "name".
create table people_groups (
  workspace_id uuid not null references workspaces,
  name text not null,
  member text not null,
  number bigint not null generated always as identity,
  primary key (workspace_id, name, member)
);

alter table approvals
  -- How many have to approve; null where the first decision counts.
  add column needed int,
  -- True where only those who are asked decide.
  add column strict boolean not null default false,
  -- Those who may not decide, in small letters.
  add column excluded text[] not null default '{}',
  add column comment_required boolean not null default false,
  add column remind_every_ms bigint,
  add column remind_at timestamptz(3);
create index approvals_to_remind on approvals (remind_at)
  where status = 'open' and remind_at is not null;

-- Who is asked, as groups and roles were when the request was opened. `key`: the name in small letters.
create table approval_people (
  approval_id uuid not null references approvals on delete cascade,
  key text not null,
  name text not null,
  number bigint not null generated always as identity,
  primary key (approval_id, key)
);
create index approval_people_by_key on approval_people (key, approval_id);

-- What each of several people says; the last word of each counts, until the request is decided.
create table approval_votes (
  approval_id uuid not null references approvals on delete cascade,
  key text not null,
  name text not null,
  approved boolean not null,
  comment text,
  via text not null,
  voted_at timestamptz(3) not null default clock_timestamp(),
  primary key (approval_id, key)
);

-- One name in the form in which names are compared.
create function name_key(p_name text) returns text language sql immutable as $$
  select lower(btrim(p_name))
$$;

-- The people that names stand for, in order, each once: members of `group:NAME`, owners of the keys of
-- `role:NAME`, else the name itself.
create function people_of(p_workspace uuid, p_names text[]) returns table (key text, name text)
language sql stable as $$
  with named as (
    select btrim(n) as name, i from unnest(p_names) with ordinality as u (n, i) where btrim(n) <> ''
  ), people as (
    select g.member as name, named.i, g.number as j from named join people_groups g
      on g.workspace_id = p_workspace and named.name ilike 'group:%'
        and name_key(g.name) = name_key(substr(named.name, 7))
    union all
    select k.name, named.i, row_number() over (order by k.created_at, k.id) from named join api_keys k
      on k.workspace_id = p_workspace and k.revoked_at is null and named.name ilike 'role:%'
        and k.role = name_key(substr(named.name, 6))
    union all
    select named.name, named.i, 0 from named
      where named.name not ilike 'group:%' and named.name not ilike 'role:%'
  )
  select key, name from (
    select distinct on (name_key(p.name)) name_key(p.name) as key, btrim(p.name) as name, p.i, p.j
      from people p order by name_key(p.name), p.i, p.j) as once
    order by i, j
$$;

insert into approval_people (approval_id, key, name)
  select a.id, p.key, p.name from approvals a,
    lateral people_of(a.workspace_id, regexp_split_to_array(a.asked, '[,;]')) as p
  where a.status = 'open';

-- What was said about an approval, the oldest first.
create function votes_of(p_id uuid) returns json language sql stable as $$
  select coalesce(json_agg(json_build_object('by', name, 'approved', approved, 'comment', comment,
    'at', to_rfc3339(voted_at)) order by voted_at, key), '[]')
  from approval_votes where approval_id = p_id
$$;

-- The decision of an approval, as inbox rows carry it; with all votes where several had to approve.
create or replace function decision_of(p_approval approvals) returns json language sql stable as $$
  select case when p_approval.needed is null
    then json_build_object('approved', p_approval.status = 'approved',
      'decidedBy', p_approval.decided_by, 'comment', p_approval.comment,
      'decidedAt', to_rfc3339(p_approval.decided_at))
    else json_build_object('approved', p_approval.status = 'approved',
      'decidedBy', p_approval.decided_by, 'comment', p_approval.comment,
      'decidedAt', to_rfc3339(p_approval.decided_at),
      'needed', p_approval.needed, 'votes', votes_of(p_approval.id)) end
$$;

-- Why somebody may not decide an open approval: `own`, `not_asked`, `uncommented`; null when he may.
create function objection_to(
  p_approval approvals, p_by text, p_comment text, p_actor text
) returns text language sql stable as $$
  select case
    when name_key(p_by) = any (p_approval.excluded) or name_key(p_actor) = any (p_approval.excluded)
      then 'own'
    when p_approval.strict and not exists (
      select from approval_people p where p.approval_id = p_approval.id and p.key = name_key(p_by))
      then 'not_asked'
    when p_approval.comment_required and btrim(coalesce(p_comment, '')) = '' then 'uncommented'
  end
$$;

-- Keeps a vote in the place of an earlier one of the same person. Gives the outcome as soon as it is sure:
-- enough have approved, or those who have not rejected are too few. Null before. The caller holds the run head.
create function count_vote(
  p_approval approvals, p_approved boolean, p_by text, p_comment text, p_via text
) returns boolean language plpgsql as $$
declare
  v_yes int;
  v_no int;
  v_people int;
begin
  insert into approval_votes as v (approval_id, key, name, approved, comment, via)
    values (p_approval.id, name_key(p_by), btrim(p_by), p_approved, p_comment, p_via)
    on conflict (approval_id, key) do update
      set approved = excluded.approved, comment = excluded.comment, via = excluded.via,
        voted_at = clock_timestamp()
      where (v.approved, v.comment) is distinct from (excluded.approved, excluded.comment);
  if found then
    perform append_run_events(p_approval.run_id, p_approval.step_id, array[
      run_event('approval_voted', json_build_object('approvalId', p_approval.id,
        'approved', p_approved, 'by', btrim(p_by), 'comment', p_comment, 'via', p_via))]);
  end if;
  select count(*) filter (where approved), count(*) filter (where not approved) into v_yes, v_no
    from approval_votes where approval_id = p_approval.id;
  select count(*) into v_people from approval_people where approval_id = p_approval.id;
  return case
    when v_yes >= p_approval.needed then true
    when v_people - v_no < p_approval.needed then false
  end;
end $$;

drop function decide_approval(uuid, uuid, boolean, text, text, text);
drop function settle_approval(uuid, uuid, boolean, text, text, text);

-- Records a decision when the approval of this run is open: `accepted`, with its inbox row, run events
-- and the end of its task; `counted` when more people have to decide. Else tells how it stands (`decided`,
-- `closed` or `unknown`) or why this one does not count (`own`, `not_asked`, `uncommented`). `p_actor` is
-- who writes the decision down. The caller holds the run head.
create function settle_approval(
  p_run uuid, p_id uuid, p_approved boolean, p_by text, p_comment text, p_via text, p_actor text,
  out status text, out approval approvals, out inbox run_inbox
) language plpgsql as $$
#variable_conflict use_column
declare
  v_approved boolean := p_approved;
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
  status := objection_to(approval, p_by, p_comment, p_actor);
  if status is not null then
    return;
  end if;
  if approval.needed is not null then
    v_approved := count_vote(approval, p_approved, p_by, p_comment, p_via);
  end if;
  if v_approved is null then
    status := 'counted';
    return;
  end if;
  update approvals a
    set status = case when v_approved then 'approved' else 'rejected' end, decided_by = p_by,
      decided_via = p_via, comment = p_comment, decided_at = clock_timestamp()
    where a.id = p_id
    returning a.* into approval;
  inbox := append_inbox(p_run, 'decision', p_id::text, 'decision:' || p_id,
    decision_of(approval)::text);
  perform append_run_events(p_run, approval.step_id, array[
    run_event('approval_decided', json_build_object('approvalId', p_id, 'approved', v_approved,
      'decidedBy', p_by, 'comment', p_comment, 'via', p_via))]
    || end_approval_task(p_run, approval.step_id, 'completed', decision_of(approval)));
  perform tell_run(p_run, case when v_approved then 'approval_received' else 'approval_denied' end,
    'decision:' || p_id, decision_of(approval));
  status := 'accepted';
end $$;

-- A decision from outside: settle_approval under the run head, and an outbox row, so that it reaches the
-- workflow even when whoever called is gone. The caller brings it itself at once, and has 15 seconds.
create function decide_approval(
  p_workspace uuid, p_id uuid, p_approved boolean, p_by text, p_comment text, p_via text,
  p_actor text default null,
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
  select * into v_settled
    from settle_approval(v_run, p_id, p_approved, p_by, p_comment, p_via, p_actor);
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
-- {expired} when there is none and will be none, or {refused} when the wait goes on.
create or replace function effect_decide_approval(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_settled record;
begin
  select * into v_settled from settle_approval(p_run, (p_args->>'id')::uuid,
    (p_args->>'approved')::boolean, p_args->>'by', p_args->>'comment', p_args->>'via', null);
  if v_settled.status in ('accepted', 'decided') then
    return json_build_object('decision', decision_of(v_settled.approval));
  end if;
  if v_settled.status in ('closed', 'unknown') then
    return json_build_object('expired', true);
  end if;
  if v_settled.status <> 'counted' then
    perform append_run_events(p_run, p_step, array[run_event('signal_refused', json_build_object(
      'approvalId', p_args->>'id', 'by', p_args->>'by', 'reason', v_settled.status))]);
  end if;
  return json_build_object('refused', true);
end $$;

-- Leaves a mail for each who is asked and has not voted yet.
create function mail_approval(p_approval approvals, p_more json) returns void language sql as $$
  insert into outbox (kind, workspace_id, run_id, payload)
    select 'mail', p_approval.workspace_id, p_approval.run_id, merge_row(json_build_object(
      'to', p.name, 'approvalId', p_approval.id, 'message', p_approval.message), p_more)
    from approval_people p
    where p.approval_id = p_approval.id and not exists (
      select from approval_votes v where v.approval_id = p.approval_id and v.key = p.key)
    order by p.number
$$;

-- Those who may not decide a request of this run: who launched it, and whom it speaks with.
create function requesters_of(p_run uuid) returns text[] language sql stable as $$
  select array(select distinct name_key(n) from workflow_executions r,
      unnest(array[r.created_by, r.metadata->>'user']) as n
    where r.id = p_run and btrim(n) <> '')
$$;

-- HUMAN APPROVAL: opens the request, counts its deadline from now, and leaves the mail to the outbox. A
-- request of this id that the run has made before (and then was reset) stays as it is. {unable} where
-- those who are asked can never approve: it says how many there are, and how many are needed.
create or replace function effect_open_approval(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_id uuid := (p_args->>'id')::uuid;
  v_now timestamptz(3) := clock_timestamp();
  v_deadline timestamptz(3) := v_now + (p_args->>'timeoutMs')::float8 * interval '1 millisecond';
  v_rules json := p_args->'rules';
  v_remind bigint := (v_rules->>'remindEveryMs')::bigint;
  v_excluded text[] := case when v_rules->>'noSelf' = 'true' then requesters_of(p_run) else '{}' end;
  v_names text[] := case when v_rules is null then regexp_split_to_array(p_args->>'asked', '[,;]')
    else array(select json_array_elements_text(v_rules->'people')) end;
  v_keys text[];
  v_people text[];
  v_needed int;
  v_approval approvals;
begin
  select deadline into v_deadline from approvals where id = v_id and run_id = p_run;
  if found then
    return json_build_object('approvalId', v_id, 'until', to_ms(v_deadline));
  end if;
  v_deadline := v_now + (p_args->>'timeoutMs')::float8 * interval '1 millisecond';
  select array_agg(key), array_agg(name) into v_keys, v_people from people_of(p_workspace, v_names)
    where key <> all (v_excluded);
  v_needed := case when v_rules->>'needed' = 'all' then coalesce(cardinality(v_people), 0)
    else (v_rules->>'needed')::int end;
  if v_rules is not null and coalesce(cardinality(v_people), 0) < greatest(v_needed, 1) then
    return json_build_object('unable', json_build_object(
      'people', coalesce(cardinality(v_people), 0), 'needed', greatest(v_needed, 1)));
  end if;
  insert into approvals (id, workspace_id, run_id, step_id, step_key, path, asked, message,
      token_hash, deadline, escalated_from, created_at, metadata, needed, strict, excluded,
      comment_required, remind_every_ms, remind_at)
    values (v_id, p_workspace, p_run, p_args->>'stepId', p_key, p_path, p_args->>'asked',
      p_args->>'message', decode(p_args->>'tokenHash', 'hex'), v_deadline,
      (p_args->>'escalatedFrom')::uuid, v_now, coalesce(p_args->'metadata', '{}'), v_needed,
      v_rules is not null, v_excluded, coalesce((v_rules->>'commentRequired')::boolean, false),
      v_remind, v_now + v_remind * interval '1 millisecond')
    returning * into v_approval;
  insert into approval_people (approval_id, key, name)
    select v_id, key, name from unnest(v_keys, v_people) as p (key, name);
  if v_rules is null then
    insert into outbox (kind, workspace_id, run_id, payload)
      values ('mail', p_workspace, p_run, json_build_object('to', p_args->>'asked',
        'approvalId', v_id, 'message', p_args->>'message'));
  else
    perform mail_approval(v_approval, '{}');
  end if;
  perform append_run_events(p_run, p_step, array[
    run_event('approval_requested', case when v_rules is null
      then json_build_object('approvalId', v_id, 'asked', p_args->>'asked',
        'message', p_args->>'message', 'until', to_rfc3339(v_deadline))
      else json_build_object('approvalId', v_id, 'asked', p_args->>'asked',
        'message', p_args->>'message', 'until', to_rfc3339(v_deadline), 'people', v_people,
        'needed', v_needed) end)]);
  return json_build_object('approvalId', v_id, 'until', to_ms(v_deadline));
end $$;

-- Reminds those who are asked by one approval that is due, and counts on from there; what was missed in an
-- outage is one reminder. False when none is due. Of several who call it at once each takes another one.
create function remind_approval() returns boolean language plpgsql as $$
declare
  v_run uuid;
  v_approval approvals;
begin
  select h.run_id into v_run from run_heads h
    where h.frozen_at is null and h.run_id = (
      select a.run_id from approvals a join run_heads r on r.run_id = a.run_id
      where a.status = 'open' and a.remind_at <= clock_timestamp() and r.frozen_at is null
      order by a.remind_at limit 1)
    for no key update;
  if not found then
    return false;
  end if;
  select * into v_approval from approvals
    where run_id = v_run and status = 'open' and remind_at <= clock_timestamp()
    order by remind_at limit 1 for update;
  if not found then
    return true;
  end if;
  update approvals set remind_at = remind_at + remind_every_ms * interval '1 millisecond'
      * (1 + floor(extract(epoch from clock_timestamp() - remind_at) * 1000 / remind_every_ms))
    where id = v_approval.id;
  perform mail_approval(v_approval, '{"reminder":true}');
  perform append_run_events(v_run, v_approval.step_id, array[run_event('approval_reminded',
    json_build_object('approvalId', v_approval.id, 'asked', v_approval.asked))]);
  return true;
end $$;

-- Asks somebody else in the place of a person (null: of the only one who is asked), who has not decided:
-- `reassigned`; else `unknown`, `closed`, `decided`, `own` (the other may not decide), `not_asked`, `voted`,
-- `asked_already`.
create function reassign_approval(
  p_workspace uuid, p_id uuid, p_from text, p_to text, p_by text, p_comment text, out status text
) language plpgsql as $$
declare
  v_run uuid;
  v_approval approvals;
  v_from text;
begin
  select a.run_id into v_run from approvals a where a.id = p_id and a.workspace_id = p_workspace;
  perform from run_heads where run_id = v_run for no key update;
  select * into v_approval from approvals where id = p_id and run_id = v_run for update;
  v_from := coalesce(p_from, (select min(name) from approval_people where approval_id = p_id
    having count(*) = 1));
  status := case
    when v_approval.id is null then 'unknown'
    when v_approval.status in ('approved', 'rejected') then 'decided'
    when v_approval.status <> 'open' then 'closed'
    when name_key(p_to) = any (v_approval.excluded) then 'own'
    when v_from is null or not exists (
      select from approval_people where approval_id = p_id and key = name_key(v_from))
      then 'not_asked'
    when exists (select from approval_votes where approval_id = p_id and key = name_key(v_from))
      then 'voted'
    when exists (select from approval_people where approval_id = p_id and key = name_key(p_to))
      then 'asked_already'
    else 'reassigned'
  end;
  if status <> 'reassigned' then
    return;
  end if;
  update approval_people set key = name_key(p_to), name = btrim(p_to)
    where approval_id = p_id and key = name_key(v_from);
  update approvals set asked = (
      select string_agg(name, ', ' order by number) from approval_people where approval_id = p_id)
    where id = p_id;
  perform append_run_events(v_run, v_approval.step_id, array[run_event('approval_reassigned',
    json_build_object('approvalId', p_id, 'from', btrim(v_from), 'to', btrim(p_to), 'by', p_by,
      'comment', p_comment))]);
  insert into outbox (kind, workspace_id, run_id, payload)
    values ('mail', p_workspace, v_run, json_build_object('to', btrim(p_to), 'approvalId', p_id,
      'message', v_approval.message));
end $$;

-- What a command changes at once. Reminders of a frozen run do not count either. The caller holds the head.
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
      update approvals set deadline = deadline + (clock_timestamp() - p_head.frozen_at),
          remind_at = remind_at + (clock_timestamp() - p_head.frozen_at)
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
