create or replace function record_verdicts(p_run uuid, p_verdicts json) returns void language plpgsql as $$
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

drop function skip_step(uuid, json);
drop function obey_command(run_heads, text, json);
drop function may_operate(uuid, text, json);
drop function is_meant(run_holds, json);
drop function control_run(uuid, uuid, text, text, json);
create function control_run(
  p_workspace uuid, p_run uuid, p_command text, p_by text, p_source text,
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
    else 'accepted'
  end;
  if status <> 'accepted' then
    return;
  end if;
  if p_command in ('pause', 'resume') then
    perform set_run_status(p_run, case p_command when 'pause' then 'paused' else 'running' end);
  end if;
  v_row := append_inbox(p_run, 'control', p_command, p_source, json_build_object('by', p_by)::text);
  perform append_run_events(p_run, null, array[run_event(
    case p_command when 'pause' then 'paused' when 'resume' then 'resumed' else 'cancel_requested' end,
    json_build_object('by', p_by))]);
  inbox := inbox_row(v_row);
  insert into outbox (kind, workspace_id, run_id, payload, next_at)
    values ('notify_inbox', p_workspace, p_run, json_build_object('number', v_row.number),
      clock_timestamp() + interval '15 seconds');
end $$;

drop function effect_hold_run(uuid, uuid, text, text, text, json);
drop table run_holds;
alter table run_heads drop column frozen_at;
delete from status_changes where subject = 'task' and before = 'failed' and after = 'skipped';
drop index outbox_done;
