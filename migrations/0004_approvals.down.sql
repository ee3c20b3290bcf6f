drop function effect_expire_approval(uuid, uuid, text, text, text, json);
drop function effect_open_approval(uuid, uuid, text, text, text, json);
drop function effect_decide_approval(uuid, uuid, text, text, text, json);
drop function decide_approval(uuid, uuid, boolean, text, text, text);
drop function settle_approval(uuid, uuid, boolean, text, text, text);
drop function tell_run(uuid, text, text, json);
drop function end_approval_task(uuid, text, text, json);
drop function decision_of(approvals);
drop table approvals;
