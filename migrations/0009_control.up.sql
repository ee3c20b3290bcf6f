-- Commands to a run: pause, resume, cancel.

-- Gives a run a command as an inbox row, under its head, and changes its status where the command does:
-- from then on no step of a paused run commits. `accepted`, `unchanged` (it is so already), `unstarted`
-- (Temporal has not begun it), `closed` or `unknown`. The caller brings the row, and has 15 seconds.
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

-- The status of an open run, in both places that show it. The caller holds the run head.
create function set_run_status(p_run uuid, p_status text) returns void language plpgsql as $$
begin
  update run_heads set status = p_status where run_id = p_run;
  update workflow_executions set status = p_status, updated_at = clock_timestamp() where id = p_run;
end $$;
