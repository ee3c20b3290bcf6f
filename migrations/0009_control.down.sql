drop function control_run(uuid, uuid, text, text, text);
drop function set_run_status(uuid, text);
