-- Workspaces and what a workspace is configured with. Documents are `json`, not `jsonb`, wherever a
-- person's data is only kept: order of keys and form of numbers stay as they were written.

create table workspaces (
  id uuid primary key,
  name text not null unique,
  created_at timestamptz(3) not null default clock_timestamp()
);
insert into workspaces (id, name) values ('00000000-0000-0000-0000-000000000001', 'default');

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references workspaces,
  name text not null,
  role text not null check (role in ('admin', 'author', 'operator', 'approver', 'bot')),
  -- SHA-256: keys are long and random, so nothing slower is needed.
  key_hash bytea not null unique,
  created_at timestamptz(3) not null default clock_timestamp(),
  last_used_at timestamptz(3),
  revoked_at timestamptz(3)
);

create table bots (
  workspace_id uuid not null references workspaces,
  id text not null,
  name text not null,
  kind text not null check (kind in ('script', 'http', 'default')),
  url text,
  version text not null,
  package text,
  skills text[] not null default '{}',
  status text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  updated_at timestamptz(3) not null default clock_timestamp(),
  primary key (workspace_id, id)
);

create table packages (
  workspace_id uuid not null references workspaces,
  name text not null,
  content_hash text not null,
  path text not null,
  loaded_at timestamptz(3) not null default clock_timestamp(),
  details json not null default '{}',
  primary key (workspace_id, name)
);

create table plans (
  hash text primary key,
  plan text not null,
  places text not null,
  source_file text,
  source_text text,
  created_at timestamptz(3) not null default clock_timestamp()
);

-- Large payloads by the hash of their content.
create table claims (
  hash text primary key,
  content bytea not null,
  created_at timestamptz(3) not null default clock_timestamp()
);
