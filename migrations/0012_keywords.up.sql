-- Keywords that work on rows: data, messaging, tasks, files, attendance, metrics.

-- Does one effect: the function effect_<name>. Its name comes from the interpreter, never from a program,
-- and is quoted: nothing of a program ever becomes SQL. A new effect needs no change here.
create or replace function run_effect(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_effect json
) returns json language plpgsql as $$
declare
  v_answer json;
begin
  execute format('select %I($1, $2, $3, $4, $5, $6)', 'effect_' || (p_effect->>'effect'))
    into v_answer using p_workspace, p_run, p_path, p_key, p_step, p_effect;
  return v_answer;
end $$;
