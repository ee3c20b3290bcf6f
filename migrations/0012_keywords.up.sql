-- Keywords that work on rows: data, messaging, tasks, files, attendance, metrics.

-- What a filter makes of a value before it is compared: nothing, or its text in lower case, in upper
-- case, or cut down to its day.
create function filter_through(p_value jsonb, p_function text) returns jsonb
language sql immutable as $$
  select case
    when p_function is null then p_value
    when jsonb_typeof(p_value) = 'array' then
      (select coalesce(jsonb_agg(filter_through(item, p_function)), '[]')
       from jsonb_array_elements(p_value) as item)
    when value_text(p_value) is null then null
    else to_jsonb(case p_function
      when 'date' then left(value_text(p_value), 10)
      when 'lower' then lower(value_text(p_value))
      when 'upper' then upper(value_text(p_value)) end)
  end
$$;

-- True or false for a row and a filter; no filter takes every row.
create or replace function row_matches(p_row jsonb, p_filter jsonb) returns boolean
language plpgsql immutable as $$
declare
  v_item jsonb;
begin
  if p_filter is null or jsonb_typeof(p_filter) = 'null' then
    return true;
  end if;
  case p_filter->>'op'
    when 'compare' then
      return value_matches(
        filter_through(row_column(p_row, p_filter->>'column'), p_filter->>'through'),
        p_filter->>'operator',
        case p_filter->>'through' when 'date' then filter_through(p_filter->'value', 'date')
          else p_filter->'value' end);
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

-- DELETE: removes every row that matches; all of them only for the filter 'all'. The answer is how many.
create function effect_delete_rows(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_filter jsonb := (p_args->'where')::jsonb;
  v_count int;
begin
  if v_filter is null or jsonb_typeof(v_filter) not in ('object', 'string') then
    raise exception 'delete_rows needs a filter';
  end if;
  -- In the order of insertion, so that two runs which change the same rows never wait for each other.
  with matching as materialized (
    select t.row_id from table_rows t
    where t.workspace_id = p_workspace and t.table_name = p_args->>'table'
      and (v_filter = '"all"' or row_matches(whole_row(t.row_id, t.data)::jsonb, v_filter))
    order by t.number for update
  )
  delete from table_rows t using matching m
    where t.workspace_id = p_workspace and t.table_name = p_args->>'table' and t.row_id = m.row_id;
  get diagnostics v_count = row_count;
  return json_build_object('count', v_count);
end $$;

-- What makes two rows the same for MERGE: the values of the columns, numbers by their value. Null where
-- one of the columns has no value: such a row is the same as no other.
create function merge_key(p_row jsonb, p_by text[]) returns text[] language sql immutable as $$
  select case when count(v.value) = cardinality(p_by)
    then array_agg(coalesce(trim_scale(value_number(v.value))::text, v.value) order by b.number) end
  from unnest(p_by) with ordinality as b (name, number),
    lateral (select value_text(row_column(p_row, b.name)) as value) as v
$$;

-- The columns of a row that are in a list, whatever the case of their names; all without a list.
create function row_columns(p_row json, p_columns json) returns json language sql immutable as $$
  select case when coalesce(json_typeof(p_columns), 'null') = 'null' then p_row else
    coalesce((select json_object_agg(c.key, c.value order by c.number)
      from json_each(p_row) with ordinality as c (key, value, number)
      where lower(c.key) in (select lower(n) from json_array_elements_text(p_columns) as n)), '{}')
  end
$$;

-- MERGE: a row whose key columns are those of a row of the table changes it, the others are inserted. Of
-- several rows with one key the last one counts. One MERGE of a table at a time, so that two runs do not
-- insert the same key.
create function effect_merge_rows(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_table text := p_args->>'table';
  v_by text[] := array(select json_array_elements_text(p_args->'by'));
  v_inserted int;
  v_updated int;
begin
  perform pg_advisory_xact_lock(hashtextextended('merge:' || p_workspace || ':' || v_table, 0));
  with given as materialized (
    select r.item->>'id' as id, r.item->'data' as data, r.number,
      merge_key(whole_row(r.item->>'id', r.item->'data')::jsonb, v_by) as key
    from json_array_elements(p_args->'rows') with ordinality as r (item, number)
  ), latest as materialized (
    select * from given where key is null
    union all
    select * from (select distinct on (key) * from given where key is not null
      order by key, number desc) as l
  ), present as materialized (
    select t.row_id, t.number, merge_key(whole_row(t.row_id, t.data)::jsonb, v_by) as key
    from table_rows t where t.workspace_id = p_workspace and t.table_name = v_table
  ), matching as materialized (
    select t.row_id, l.number, l.data
    from latest l join present p on p.key = l.key
      join table_rows t on t.workspace_id = p_workspace and t.table_name = v_table
        and t.row_id = p.row_id
    order by t.number for update of t
  ), updated as (
    update table_rows t
      set data = merge_row(t.data, row_columns(m.data, p_args->'columns')),
        updated_at = clock_timestamp()
      from matching m
      where t.workspace_id = p_workspace and t.table_name = v_table and t.row_id = m.row_id
      returning t.row_id
  ), inserted as (
    insert into table_rows (workspace_id, table_name, row_id, data)
      select p_workspace, v_table, l.id, l.data from latest l
      where not exists (select from matching m where m.number = l.number)
      order by l.number
      on conflict (workspace_id, table_name, row_id) do update
      set data = merge_row(table_rows.data, excluded.data), updated_at = clock_timestamp()
      returning row_id
  )
  select (select count(*) from inserted), (select count(*) from updated) into v_inserted, v_updated;
  return json_build_object('inserted', v_inserted, 'updated', v_updated);
end $$;

-- One figure over a group of rows, or the value of the first of them. Null and empty text are left out;
-- text that is no number counts for nothing in a sum.
create function query_value(p_rows jsonb[], p_column text, p_function text) returns jsonb
language sql immutable as $$
  select case p_function
    when 'count' then to_jsonb(count(*) filter (where p_column = '*' or v.value <> ''))
    when 'sum' then to_jsonb(coalesce(trim_scale(sum(value_number(v.value))), 0))
    when 'avg' then to_jsonb(coalesce(trim_scale(avg(value_number(v.value))), 0))
    when 'min' then (array_agg(v.item order by value_number(v.value) nulls last, v.value collate "C")
      filter (where v.value <> ''))[1]
    when 'max' then (array_agg(v.item order by value_number(v.value) desc nulls first,
      v.value collate "C" desc) filter (where v.value <> ''))[1]
    else row_column(p_rows[1], p_column)
  end
  from (select row_column(r, p_column) as item, value_text(row_column(r, p_column)) as value
    from unnest(p_rows) as r) as v
$$;

-- What a query gives for one group of rows: the columns asked for, in their order.
create function query_row(p_rows jsonb[], p_columns json) returns json language sql immutable as $$
  select coalesce(json_object_agg(c.item->>'as',
    coalesce(query_value(p_rows, c.item->>'column', c.item->>'function'), 'null') order by c.number),
    '{}')
  from json_array_elements(p_columns) with ordinality as c (item, number)
$$;

-- Sorts rows by several columns; sorting is stable, so the last column goes first.
create function order_rows(p_rows json[], p_order json) returns json[]
language plpgsql immutable as $$
declare
  v_column json;
begin
  for v_column in
    select o.item from json_array_elements(p_order) with ordinality as o (item, number)
    order by o.number desc
  loop
    p_rows := sort_rows(p_rows, v_column->>'column',
      coalesce((v_column->>'descending')::boolean, false));
  end loop;
  return p_rows;
end $$;

-- QUERY: columns or figures of the rows that match. Groups come in the order of their first row and are
-- sorted by what they give; rows without figures are sorted as they are, before columns are taken.
create function effect_query_rows(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_filter jsonb := (p_args->'where')::jsonb;
  v_group text[] := array(select json_array_elements_text(p_args->'groupBy'));
  v_select json := p_args->'select';
  v_figures boolean := exists (
    select from json_array_elements(v_select) as c where c->>'function' is not null);
  v_rows json[];
begin
  if json_typeof(p_args->'from') = 'array' then
    v_rows := array(
      select r.item from json_array_elements(p_args->'from') with ordinality as r (item, number)
      where row_matches(r.item::jsonb, v_filter) order by r.number);
  else
    v_rows := array(
      select r.item from table_rows t, lateral (select whole_row(t.row_id, t.data) as item) as r
      where t.workspace_id = p_workspace and t.table_name = p_args->>'from'
        and row_matches(r.item::jsonb, v_filter)
      order by t.number);
  end if;
  if cardinality(v_group) > 0 then
    v_rows := array(
      select query_row(array_agg(g.item order by g.number), v_select)
      from (
        select r.item::jsonb as item, r.number, array(
          select value_text(row_column(r.item::jsonb, c.name))
          from unnest(v_group) with ordinality as c (name, number) order by c.number) as key
        from unnest(v_rows) with ordinality as r (item, number)) as g
      group by g.key order by min(g.number));
  elsif v_figures then
    v_rows := array[query_row(array(select r::jsonb from unnest(v_rows) as r), v_select)];
  end if;
  v_rows := order_rows(v_rows, p_args->'orderBy');
  v_rows := v_rows[1:(p_args->>'limit')::int];
  if cardinality(v_group) = 0 and not v_figures and json_array_length(v_select) > 0 then
    v_rows := array(select query_row(array[r.item::jsonb], v_select)
      from unnest(v_rows) with ordinality as r (item, number) order by r.number);
  end if;
  return json_build_object('rows', array_to_json(v_rows));
end $$;
