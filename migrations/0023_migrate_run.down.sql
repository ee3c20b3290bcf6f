drop function refuse_migration(uuid, int, text);
drop function migrate_tasks(uuid, json, json);
drop function keep_migration(uuid, text, json);
create or replace function control_run(
  p_workspace uuid, p_run uuid, p_command text, p_source text, p_order json,
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
    when not may_operate(p_run, p_command, p_order) then 'unheld'
    else 'accepted'
  end;
  if status <> 'accepted' then
    return;
  end if;
  perform obey_command(v_head, p_command, p_order);
  v_row := append_inbox(p_run, 'control', p_command, p_source, p_order::text);
  perform append_run_events(p_run, p_order->>'step', array[run_event(
    case p_command when 'pause' then 'paused' when 'resume' then 'resumed'
      when 'cancel' then 'cancel_requested' when 'retry' then 'retry_requested'
      when 'skip' then 'skip_requested' else 'variables_set' end,
    p_order)]);
  inbox := inbox_row(v_row);
  insert into outbox (kind, workspace_id, run_id, payload, next_at)
    values ('notify_inbox', p_workspace, p_run, json_build_object('number', v_row.number),
      clock_timestamp() + interval '15 seconds');
end $$;
