drop function launch_fork(json, json);
alter table workflow_executions drop column forked_from;
drop function keep_fork(uuid, text, json, bigint);
drop function run_record(uuid);
drop function take_over_run(uuid, text);
create or replace function record_verdicts(p_run uuid, p_verdicts json) returns void
language plpgsql as $$
declare
  v_events json[];
begin
  with kept as (
    insert into run_verdicts (run_id, number, step_key, path, outcome, data)
      select p_run, (v->>'number')::int, v->>'stepKey', v->>'path', v->>'outcome', v->>'data'
      from json_array_elements(p_verdicts) as v
      order by (v->>'number')::int
      on conflict do nothing
      returning number, step_key, outcome, data)
  select array_agg(case outcome
      when 'event_received' then run_event(outcome, json_build_object('step', step_key))
      when 'event_discarded' then run_event(outcome, json_build_object('name', data::json->>'name'))
      else run_event('variables_changed', data::json) end order by number)
    into v_events from kept
    where outcome in ('event_received', 'event_discarded')
      or (outcome = 'operated' and data::json->>'command' = 'set');
  if v_events is not null then
    perform append_run_events(p_run, null, v_events);
  end if;
  update run_heads set verdict_count = v.last
    from (select max((v->>'number')::int) as last from json_array_elements(p_verdicts) as v) as v
    where run_id = p_run and verdict_count < v.last;
end $$;
alter table run_verdicts drop column decided_at;
drop table run_snapshots;
alter table run_verdicts drop column inbox_number;
