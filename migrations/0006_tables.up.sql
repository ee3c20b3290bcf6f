-- The built-in data store of FIND, SAVE and UPDATE. A program reaches these rows and nothing else: the
-- name of its table is data here, never a name of SQL.

create table table_rows (
  workspace_id uuid not null references workspaces,
  table_name text not null,
  row_id text not null,
  -- Order of insertion.
  number bigint not null generated always as identity,
  data json not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  primary key (workspace_id, table_name, row_id)
);
create index table_rows_in_order on table_rows (workspace_id, table_name, number);

-- A row as a program sees it: its id, unless a column is called so, and its columns in their order.
create function whole_row(p_id text, p_data json) returns json language sql immutable as $$
  select case
    when p_data::jsonb ? 'id' then p_data
    when p_data::jsonb = '{}' then json_build_object('id', p_id)
    else ('{"id":' || to_json(p_id) || ',' || substr(ltrim(p_data::text, E' \t\r\n'), 2))::json
  end
$$;

-- The column of a row under exactly this name, else under the first name that differs in case only.
create function row_column(p_row jsonb, p_name text) returns jsonb language sql immutable as $$
  select case
    when p_row ? p_name then p_row->p_name
    else (select value from jsonb_each(p_row) where lower(key) = lower(p_name) order by key limit 1)
  end
$$;

-- A value as text; null for null and for nothing. A date is its RFC 3339 text.
create function value_text(p_value jsonb) returns text language sql immutable as $$
  select case when jsonb_typeof(p_value) = 'object' and p_value ? '$date' then p_value->>'$date'
    else p_value #>> '{}' end
$$;

-- A value as a number where it looks like one, else null.
create function value_number(p_text text) returns numeric language sql immutable as $$
  select case when length(p_text) <= 400
    and p_text ~ '^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?\s*$'
    then trim(p_text, E' \t\r\n\f\v')::numeric end
$$;

-- -1, 0 or 1: as numbers when both look like numbers, else as text. Null when either is null.
create function compare_values(p_left jsonb, p_right jsonb) returns int
language plpgsql immutable as $$
declare
  v_left text collate "C" := value_text(p_left);
  v_right text collate "C" := value_text(p_right);
  v_left_number numeric := value_number(v_left);
  v_right_number numeric := value_number(v_right);
begin
  if v_left is null or v_right is null then
    return null;
  end if;
  if v_left_number is not null and v_right_number is not null then
    return sign(v_left_number - v_right_number);
  end if;
  return case when v_left = v_right then 0 when v_left < v_right then -1 else 1 end;
end $$;

-- True when a value equals one of a list; nulls of the list equal nothing.
create function value_in(p_value jsonb, p_list jsonb) returns boolean language sql immutable as $$
  select coalesce(bool_or(compare_values(p_value, item) = 0), false)
  from jsonb_array_elements(
    case jsonb_typeof(p_list) when 'array' then p_list else jsonb_build_array(p_list) end) as item
$$;

-- One comparison of a filter. A null on either side is never a match.
create function value_matches(p_value jsonb, p_operator text, p_operand jsonb) returns boolean
language plpgsql immutable as $$
begin
  if value_text(p_value) is null or value_text(p_operand) is null then
    return false;
  end if;
  return case p_operator
    when '=' then compare_values(p_value, p_operand) = 0
    when '<>' then compare_values(p_value, p_operand) <> 0
    when '<' then compare_values(p_value, p_operand) < 0
    when '<=' then compare_values(p_value, p_operand) <= 0
    when '>' then compare_values(p_value, p_operand) > 0
    when '>=' then compare_values(p_value, p_operand) >= 0
    -- Only % and _ mean something in a pattern; a backslash is a backslash.
    when 'like' then value_text(p_value) like value_text(p_operand) escape ''
    when 'ilike' then value_text(p_value) ilike value_text(p_operand) escape ''
    when 'in' then value_in(p_value, p_operand)
    when 'notIn' then not value_in(p_value, p_operand)
  end;
end $$;

-- True or false for a row and a filter; no filter takes every row.
create function row_matches(p_row jsonb, p_filter jsonb) returns boolean
language plpgsql immutable as $$
declare
  v_item jsonb;
begin
  if p_filter is null or jsonb_typeof(p_filter) = 'null' then
    return true;
  end if;
  case p_filter->>'op'
    when 'compare' then
      return value_matches(row_column(p_row, p_filter->>'column'), p_filter->>'operator',
        p_filter->'value');
    when 'isNull' then
      return (value_text(row_column(p_row, p_filter->>'column')) is null)
        <> coalesce((p_filter->>'negated')::boolean, false);
    when 'not' then
      return not row_matches(p_row, p_filter->'item');
    when 'and', 'or' then
      for v_item in select item from jsonb_array_elements(p_filter->'items') as item loop
        if row_matches(p_row, v_item) = (p_filter->>'op' = 'or') then
          return p_filter->>'op' = 'or';
        end if;
      end loop;
      return p_filter->>'op' = 'and';
  end case;
end $$;

-- Columns of a row with changes: a column keeps its place and the case of its name, new ones follow.
create function merge_row(p_data json, p_changes json) returns json language sql immutable as $$
  with present as (
    select key, value, number from json_each(p_data) with ordinality as c (key, value, number)
  ), changes as (
    select c.value, c.number, coalesce(
      (select p.key from present p where p.key = c.key),
      (select p.key from present p where lower(p.key) = lower(c.key) order by p.key limit 1),
      c.key) as key
    from json_each(p_changes) with ordinality as c (key, value, number)
  )
  select coalesce(json_object_agg(key, value order by part, number), '{}')
  from (
    select 1 as part, p.number, p.key, coalesce(c.value, p.value) as value
    from present p left join changes c on c.key = p.key
    union all
    select 2, c.number, c.key, c.value from changes c
    where not exists (select from present p where p.key = c.key)
  ) as columns
$$;

-- SAVE: each row is inserted, or replaces the row of its id as a whole. Rows are numbered as given.
create function effect_save_rows(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
begin
  insert into table_rows (workspace_id, table_name, row_id, data)
    select p_workspace, p_args->>'table', id, data
    from (
      select distinct on (r.item->>'id') r.item->>'id' as id, r.item->'data' as data, r.number
      from json_array_elements(p_args->'rows') with ordinality as r (item, number)
      order by r.item->>'id', r.number desc
    ) as rows
    order by number
    on conflict (workspace_id, table_name, row_id) do update
    set data = excluded.data, updated_at = clock_timestamp();
  return json_build_object('ids', (
    select coalesce(json_agg(r.item->>'id' order by r.number), '[]')
    from json_array_elements(p_args->'rows') with ordinality as r (item, number)));
end $$;

-- Sorts rows by one column: numbers before text, rows without a value last, ties as they were.
create function sort_rows(p_rows json[], p_column text, p_descending boolean) returns json[]
language plpgsql immutable as $$
begin
  if p_descending then
    return array(
      select r.item from unnest(p_rows) with ordinality as r (item, number),
        lateral (select value_text(row_column(r.item::jsonb, p_column)) as value) as v
      order by v.value is null, value_number(v.value) desc nulls last, v.value collate "C" desc,
        r.number);
  end if;
  return array(
    select r.item from unnest(p_rows) with ordinality as r (item, number),
      lateral (select value_text(row_column(r.item::jsonb, p_column)) as value) as v
    order by v.value is null, value_number(v.value) nulls last, v.value collate "C", r.number);
end $$;

-- FIND: rows of a table of the workspace that match, in the order asked for, else in that of insertion.
create function effect_find_rows(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_order json := case when json_typeof(p_args->'orderBy') = 'array' then p_args->'orderBy'
    else '[]' end;
  -- Null for no limit.
  v_limit int := case when p_args->>'limit' is not null
    then least(greatest(floor((p_args->>'limit')::numeric), 0), 2147483647) end;
  v_sorted boolean := json_array_length(v_order) > 0;
  v_filter jsonb := (p_args->'where')::jsonb;
  v_rows json[];
  v_column json;
begin
  v_rows := array(
    select r.item from table_rows t, lateral (select whole_row(t.row_id, t.data) as item) as r
    where t.workspace_id = p_workspace and t.table_name = p_args->>'table'
      and row_matches(r.item::jsonb, v_filter)
    order by t.number limit case when v_sorted then null else v_limit end);
  -- Sorting is stable, so the last column goes first.
  for v_column in
    select o.item from json_array_elements(v_order) with ordinality as o (item, number)
    order by o.number desc
  loop
    v_rows := sort_rows(v_rows, v_column->>'column',
      coalesce((v_column->>'descending')::boolean, false));
  end loop;
  if v_limit is not null then
    v_rows := v_rows[1:v_limit];
  end if;
  return json_build_object('rows', array_to_json(v_rows));
end $$;

-- UPDATE: changes columns of every row that matches; the answer is how many.
create function effect_update_rows(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_filter jsonb := (p_args->'where')::jsonb;
  v_count int;
begin
  -- In the order of insertion, so that two runs which change the same rows never wait for each other.
  with matching as materialized (
    select t.row_id from table_rows t
    where t.workspace_id = p_workspace and t.table_name = p_args->>'table'
      and row_matches(whole_row(t.row_id, t.data)::jsonb, v_filter)
    order by t.number for update
  )
  update table_rows t set data = merge_row(t.data, p_args->'set'), updated_at = clock_timestamp()
    from matching m
    where t.workspace_id = p_workspace and t.table_name = p_args->>'table' and t.row_id = m.row_id;
  get diagnostics v_count = row_count;
  return json_build_object('count', v_count);
end $$;

-- Adds rows whose ids the table does not have; gives how many. Repeating it adds none.
create function import_rows(p_workspace uuid, p_table text, p_rows json) returns int
language plpgsql as $$
declare
  v_count int;
begin
  insert into table_rows (workspace_id, table_name, row_id, data)
    select p_workspace, p_table, r.item->>'id', r.item->'data'
    from json_array_elements(p_rows) with ordinality as r (item, number)
    order by r.number
    on conflict do nothing;
  get diagnostics v_count = row_count;
  return v_count;
end $$;
