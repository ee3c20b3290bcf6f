-- Does one effect. The names are fixed here: nothing of a program ever becomes SQL.
create or replace function run_effect(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_effect json
) returns json language plpgsql as $$
begin
  case p_effect->>'effect'
    when 'set_memory' then
      return effect_set_memory(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'get_memory' then
      return effect_get_memory(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'share_memory' then
      return effect_share_memory(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'save_rows' then
      return effect_save_rows(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'find_rows' then
      return effect_find_rows(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'update_rows' then
      return effect_update_rows(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'publish_event' then
      return effect_publish_event(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'subscribe' then
      return effect_subscribe(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'open_approval' then
      return effect_open_approval(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'expire_approval' then
      return effect_expire_approval(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'decide_approval' then
      return effect_decide_approval(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'expire_event' then
      return effect_expire_event(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    when 'send_message' then
      return effect_send_message(p_workspace, p_run, p_path, p_key, p_step, p_effect);
    else
      raise exception 'there is no effect %', p_effect->>'effect';
  end case;
end $$;
