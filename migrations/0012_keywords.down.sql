drop function effect_delete_file(uuid, uuid, text, text, text, json);
drop function effect_move_file(uuid, uuid, text, text, text, json);
drop function effect_copy_file(uuid, uuid, text, text, text, json);
drop function effect_list_files(uuid, uuid, text, text, text, json);
drop function effect_write_file(uuid, uuid, text, text, text, json);
drop function put_file(uuid, text, text, text);
drop function effect_read_file(uuid, uuid, text, text, text, json);
drop table drive_files;
drop function effect_create_task(uuid, uuid, text, text, text, json);
drop table task_dependencies;
drop table tasks;
drop function effect_send_out(uuid, uuid, text, text, text, json);
delete from outbox where kind = 'message';
alter table outbox drop constraint outbox_kind_check;
alter table outbox add constraint outbox_kind_check
  check (kind in ('deliver_event', 'notify_inbox', 'mail'));

drop function effect_query_rows(uuid, uuid, text, text, text, json);
drop function order_rows(json[], json);
drop function query_row(jsonb[], json);
drop function query_value(jsonb[], text, text);
drop function effect_merge_rows(uuid, uuid, text, text, text, json);
drop function row_columns(json, json);
drop function merge_key(jsonb, text[]);
drop function effect_delete_rows(uuid, uuid, text, text, text, json);

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

drop function filter_through(jsonb, text);
