drop function start_run(uuid);
drop function run_event(text, json);
drop function append_run_events(uuid, text, json[]);
drop function to_rfc3339(timestamptz);
drop function to_ms(timestamptz);
drop function is_closed(text);
drop table run_events, run_verdicts, step_attempts, step_results, workflow_tasks, run_branches,
  run_heads, workflow_executions, status_changes;
drop function guard_status();
