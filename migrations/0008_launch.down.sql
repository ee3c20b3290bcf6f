drop function mark_terminated(uuid, text, text);
drop function mark_started(uuid, text);
drop function launch_metadata(json);
drop function launched_run(uuid, uuid, text);
drop function launch_run(json);
