-- Which behaviour a run was begun with; and the deadlines of questions, which a frozen run does not count.

-- Numbers of `plan/flags.ts`, pinned before Temporal hears of the run: whoever starts it again, or walks its
-- rows, walks it as it was begun.
alter table workflow_executions add column behaviour_flags int[];

update workflow_executions set behaviour_flags = '{1,2,3}' where status <> 'planning';

-- Pins flags where none are pinned; gives those that are.
create function pin_flags(p_run uuid, p_flags int[]) returns int[] language plpgsql as $$
declare
  v_flags int[];
begin
  update workflow_executions set behaviour_flags = p_flags
    where id = p_run and behaviour_flags is null;
  select behaviour_flags into v_flags from workflow_executions where id = p_run;
  return coalesce(v_flags, p_flags);
end $$;

-- Flags of runs that have not ended, other than these.
create function other_flags_in_use(p_known int[]) returns int[] language sql stable as $$
  select coalesce(array_agg(distinct flag order by flag), '{}')
    from workflow_executions e, unnest(e.behaviour_flags) as flag
    where e.status in ('planning', 'running', 'paused') and flag <> all (p_known)
$$;

-- Builds of the worker that have replayed all recorded runs, by their hash.
create table replayed_builds (
  build text primary key,
  replayed_at timestamptz(3) not null default clock_timestamp()
);

-- Launches a fork: what a launch has, the flow that its source walks and how it is walked, and where it comes
-- from.
create or replace function launch_fork(
  p_run json, p_origin json, out run_id uuid, out created boolean
) language plpgsql as $$
#variable_conflict use_column
begin
  select l.run_id, l.created into run_id, created from launch_run(p_run) as l;
  if created then
    update workflow_executions e
      set flow = p_run->>'flow', forked_from = p_origin, behaviour_flags = s.behaviour_flags
      from workflow_executions s
      where e.id = run_id and s.id = (p_origin->>'runId')::uuid;
  end if;
end $$;

-- The deadlines of open questions move on by the time for which the run was frozen.
create function postpone_questions() returns trigger language plpgsql as $$
begin
  update questions set deadline = deadline + (clock_timestamp() - old.frozen_at)
    where run_id = new.run_id and status = 'open';
  return null;
end $$;

create trigger postpone_questions after update of frozen_at on run_heads
  for each row when (old.frozen_at is not null and new.frozen_at is null)
  execute function postpone_questions();
