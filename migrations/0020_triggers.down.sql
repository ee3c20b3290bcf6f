drop function claim_webhook_deliveries;
drop trigger tell_webhooks on run_events;
drop function tell_webhooks;
drop table webhook_deliveries, webhooks;
create or replace function store_event(
  p_workspace uuid, p_id text, p_name text, p_data json, p_publisher uuid, p_addressed uuid,
  out duplicate boolean, out deliveries int
) language plpgsql as $$
declare
  v_event workflow_events;
  v_few constant int := 100;
begin
  deliveries := 0;
  insert into workflow_events
      (id, workspace_id, workflow_id, addressed_to, event_name, event_data, created_at, processed_at)
    values (p_id, p_workspace, p_publisher, p_addressed, p_name, coalesce(p_data, 'null'),
      clock_timestamp(), clock_timestamp())
    on conflict do nothing
    returning * into v_event;
  duplicate := not found;
  if duplicate then
    return;
  end if;
  select count(*) into deliveries from event_receivers(v_event, null, null);
  -- Behind a job of the same name, so that a run gets its events in their order.
  if deliveries > v_few or exists (
    select from outbox where kind = 'fan_out' and done_at is null and workspace_id = p_workspace
      and payload->>'name' = p_name
  ) then
    insert into outbox (kind, workspace_id, payload)
      values ('fan_out', p_workspace, json_build_object('eventId', p_id, 'name', p_name));
  else
    perform add_deliveries(v_event, null, v_few);
  end if;
end $$;
drop function begin_event_run;
drop function begin_triggered_run;
drop function keep_triggers;
alter table workflow_executions drop column trigger_id;
drop table triggers;
