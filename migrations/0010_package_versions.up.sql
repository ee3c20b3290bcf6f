-- Packages that were uploaded, each version with its archive as it came.

create table package_versions (
  workspace_id uuid not null references workspaces,
  -- Names differ by more than case.
  name_key text not null,
  version int not null,
  name text not null,
  content_hash text not null,
  archive bytea not null,
  created_by text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  primary key (workspace_id, name_key, version)
);

-- Keeps a package as the next version of its name. The same content as the newest version again changes
-- nothing and gives that version. Uploads of one name wait for each other.
create function store_package(
  p_workspace uuid, p_name text, p_hash text, p_archive bytea, p_by text,
  out version int, out created boolean
) language plpgsql as $$
#variable_conflict use_column
declare
  v_newest package_versions;
begin
  perform pg_advisory_xact_lock(hashtextextended(p_workspace || '/' || lower(p_name), 10));
  select * into v_newest from package_versions
    where workspace_id = p_workspace and name_key = lower(p_name) order by version desc limit 1;
  version := coalesce(v_newest.version, 0);
  created := v_newest.content_hash is distinct from p_hash;
  if not created then
    return;
  end if;
  version := version + 1;
  insert into package_versions
      (workspace_id, name_key, version, name, content_hash, archive, created_by)
    values (p_workspace, lower(p_name), store_package.version, p_name, p_hash, p_archive, p_by);
end $$;
