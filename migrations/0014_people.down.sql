drop function take_reply(uuid, uuid, uuid, uuid, text, text, json, text, int);
drop function effect_change_conversation(uuid, uuid, text, text, text, json);
drop function effect_expire_question(uuid, uuid, text, text, text, json);
drop function effect_open_question(uuid, uuid, text, text, text, json);
drop function say(uuid, uuid, uuid, text, text, text, json, uuid);
drop function conversation_of(uuid);
drop trigger withdraw_questions on run_heads;
drop function withdraw_questions();
drop table conversation_contexts;
drop table conversation_suggestions;
drop table questions;
delete from run_inbox where kind = 'reply';
alter table run_inbox drop constraint run_inbox_kind_check;
alter table run_inbox add constraint run_inbox_kind_check
  check (kind in ('decision', 'event', 'control'));
