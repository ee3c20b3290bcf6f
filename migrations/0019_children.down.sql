drop function cancel_unstarted;
drop function deliver_child_end;
drop trigger cancel_children on run_heads;
drop function cancel_children;
drop trigger tell_relatives on workflow_executions;
drop function tell_relatives;
drop function effect_start_child;
drop function launch_later;
create or replace function lock_effect(p_run uuid, p_effect json) returns void language plpgsql as $$
declare
  v_names text[] := case p_effect->>'effect'
    when 'publish_event' then array[p_effect->>'name']
    when 'subscribe' then array[p_effect->>'event']
    when 'subscribe_events' then array(
      select distinct e->>'event' from json_array_elements(p_effect->'events') as e order by 1)
    end;
  v_name text;
begin
  foreach v_name in array coalesce(v_names, '{}') loop
    perform lock_event_name(h.workspace_id, v_name) from run_heads h where h.run_id = p_run;
  end loop;
end $$;
delete from run_inbox where kind = 'child';
alter table run_inbox drop constraint run_inbox_kind_check;
alter table run_inbox add constraint run_inbox_kind_check
  check (kind in ('decision', 'reply', 'event', 'control'));
alter table workflow_executions drop column flow, drop column parent_run_id,
  drop column parent_step_id, drop column parent_path, drop column awaited, drop column start_at;
