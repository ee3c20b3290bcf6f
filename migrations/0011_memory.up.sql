-- Memory of bots, users and sessions; and effects are found by their names from here on.

-- Does one effect: the function that is called after it. What an effect is called is decided by
-- plan/effects.ts; nothing of a program ever becomes SQL. Whoever adds an effect adds its function only.
create or replace function run_effect(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_effect json
) returns json language plpgsql as $$
declare
  v_name text := p_effect->>'effect';
  v_result json;
begin
  if v_name !~ '^[a-z_]+$' or not exists (
    select from pg_proc where proname = 'effect_' || v_name and pronamespace = 'public'::regnamespace
  ) then
    raise exception 'there is no effect %', v_name;
  end if;
  execute format('select %I($1,$2,$3,$4,$5,$6)', 'effect_' || v_name)
    into v_result using p_workspace, p_run, p_path, p_key, p_step, p_effect;
  return v_result;
end $$;
