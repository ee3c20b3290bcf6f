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

-- What is to leave Everstep and has no other kind: short messages, templates, posts. It waits here until
-- somebody takes it.
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('deliver_event', 'notify_inbox', 'mail', 'message'));

-- A keyword that sends: one message, and one outbox row where it is to leave. A message of this id that
-- the run has sent before (and then was reset) is not sent again.
create function effect_send_out(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_to text := nullif((select string_agg(t, ', ') from json_array_elements_text(p_args->'to') as t), '');
begin
  insert into messages (id, workspace_id, run_id, sender_id, recipient_id, message_type, content,
      conversation_id, context)
    select (p_args->>'id')::uuid, p_workspace, p_run, p_args->>'sender', v_to, p_args->>'kind',
      p_args->>'content', coalesce(e.channel_id, e.id::text),
      json_build_object('subject', p_args->'subject', 'data', p_args->'data')
    from workflow_executions e where e.id = p_run
    on conflict (id) do nothing;
  if found and (p_args->>'delivers')::boolean then
    insert into outbox (kind, workspace_id, run_id, payload)
      values (case p_args->>'kind' when 'mail' then 'mail' else 'message' end, p_workspace, p_run,
        json_build_object('messageId', p_args->'id', 'kind', p_args->'kind', 'to', p_args->'to',
          'subject', p_args->'subject', 'body', p_args->'content', 'data', p_args->'data'));
  end if;
  return json_build_object('id', p_args->>'id');
end $$;

-- What people or bots have to do. 1 is the first priority.
create table tasks (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  run_id uuid,
  title text not null,
  description text,
  domain text,
  priority int not null default 3 check (priority between 1 and 5),
  assigned_to text,
  created_by text not null,
  status text not null default 'CREATED' check (status in
    ('CREATED', 'PLANNED', 'IN_PROGRESS', 'COMPLETED', 'FAILED', 'ARCHIVED')),
  required_skills text[] not null default '{}',
  requirements jsonb not null default '{}',
  result json,
  confidence numeric check (confidence between 0 and 1),
  parent_task_id uuid references tasks,
  due_date timestamptz(3),
  created_at timestamptz(3) not null default clock_timestamp(),
  started_at timestamptz(3),
  completed_at timestamptz(3)
);
create index tasks_by_status on tasks (workspace_id, status);
create index tasks_by_assignee on tasks (workspace_id, assigned_to);
create index tasks_by_domain on tasks (workspace_id, domain);
create index tasks_newest on tasks (workspace_id, created_at, id);

-- A task begins when those it depends on have ended.
create table task_dependencies (
  task_id uuid not null references tasks on delete cascade,
  depends_on uuid not null references tasks on delete cascade,
  primary key (task_id, depends_on),
  check (task_id <> depends_on)
);
create index task_dependencies_back on task_dependencies (depends_on);

-- CREATE TASK: a task, once for each id.
create function effect_create_task(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_task tasks;
begin
  insert into tasks (id, workspace_id, run_id, title, description, priority, assigned_to, created_by,
      due_date)
    values ((p_args->>'id')::uuid, p_workspace, p_run, p_args->>'title', p_args->>'description',
      (p_args->>'priority')::int, p_args->>'assignedTo', p_args->>'createdBy',
      (p_args->>'dueDate')::timestamptz)
    on conflict (id) do nothing;
  select * into strict v_task from tasks where id = (p_args->>'id')::uuid;
  return json_build_object('id', v_task.id, 'title', v_task.title, 'status', v_task.status,
    'priority', v_task.priority, 'assigned_to', v_task.assigned_to, 'due_date', p_args->'dueDate');
end $$;

-- The drives of workflows: files as rows, so that a step writes them in its transaction and there is no
-- path that leads anywhere else.
create table drive_files (
  workspace_id uuid not null references workspaces,
  drive text not null,
  path text not null,
  content text not null,
  size int not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  primary key (workspace_id, drive, path)
);

-- READ: the content of a file, or that there is none.
create function effect_read_file(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_content text;
begin
  select content into v_content from drive_files
    where workspace_id = p_workspace and drive = p_args->>'drive' and path = p_args->>'path';
  if not found then
    return json_build_object('found', false);
  end if;
  return json_build_object('found', true, 'content', v_content);
end $$;

-- Puts a file in its place, over one that is there.
create function put_file(p_workspace uuid, p_drive text, p_file text, p_content text) returns void
language sql as $$
  insert into drive_files (workspace_id, drive, path, content, size)
    values (p_workspace, p_drive, p_file, p_content, octet_length(p_content))
    on conflict (workspace_id, drive, path) do update
    set content = excluded.content, size = excluded.size, updated_at = clock_timestamp()
$$;

-- WRITE: replaces a file as a whole.
create function effect_write_file(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
begin
  perform put_file(p_workspace, p_args->>'drive', p_args->>'path', p_args->>'content');
  return json_build_object('path', p_args->>'path');
end $$;

-- LIST: the files below a folder, by path; at most 10,000.
create function effect_list_files(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_start text := case p_args->>'folder' when '' then '' else (p_args->>'folder') || '/' end;
begin
  return json_build_object('files', (
    select coalesce(json_agg(json_build_object('name', regexp_replace(f.path, '^.*/', ''),
      'path', f.path, 'size', f.size) order by f.path collate "C"), '[]')
    from (select path, size from drive_files
      where workspace_id = p_workspace and drive = p_args->>'drive' and starts_with(path, v_start)
      order by path collate "C" limit 10000) as f));
end $$;

-- COPY: a second file with the content of the first, or that there is none.
create function effect_copy_file(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_content text;
begin
  select content into v_content from drive_files
    where workspace_id = p_workspace and drive = p_args->>'drive' and path = p_args->>'from';
  if not found then
    return json_build_object('found', false);
  end if;
  perform put_file(p_workspace, p_args->>'drive', p_args->>'to', v_content);
  return json_build_object('found', true);
end $$;

-- MOVE: the file under another path; onto itself it stays.
create function effect_move_file(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
declare
  v_content text;
begin
  delete from drive_files
    where workspace_id = p_workspace and drive = p_args->>'drive' and path = p_args->>'from'
    returning content into v_content;
  if not found then
    return json_build_object('found', false);
  end if;
  perform put_file(p_workspace, p_args->>'drive', p_args->>'to', v_content);
  return json_build_object('found', true);
end $$;

-- DELETE FILE: whether there was one.
create function effect_delete_file(
  p_workspace uuid, p_run uuid, p_path text, p_key text, p_step text, p_args json
) returns json language plpgsql as $$
begin
  delete from drive_files
    where workspace_id = p_workspace and drive = p_args->>'drive' and path = p_args->>'path';
  return json_build_object('found', found);
end $$;
