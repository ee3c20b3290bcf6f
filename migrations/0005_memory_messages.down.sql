drop function effect_send_message(uuid, uuid, text, text, text, json);
drop function effect_share_memory(uuid, uuid, text, text, text, json);
drop function effect_get_memory(uuid, uuid, text, text, text, json);
drop function effect_set_memory(uuid, uuid, text, text, text, json);
drop table messages, bot_shared_memory, bot_memories;
