drop trigger postpone_questions on run_heads;
drop function postpone_questions();
create or replace function launch_fork(
  p_run json, p_origin json, out run_id uuid, out created boolean
) language plpgsql as $$
#variable_conflict use_column
begin
  select l.run_id, l.created into run_id, created from launch_run(p_run) as l;
  if created then
    update workflow_executions set flow = p_run->>'flow', forked_from = p_origin where id = run_id;
  end if;
end $$;
drop table replayed_builds;
drop function other_flags_in_use(int[]);
drop function pin_flags(uuid, int[]);
alter table workflow_executions drop column behaviour_flags;
