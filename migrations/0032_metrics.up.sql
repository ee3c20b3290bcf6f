-- Open approvals of all workspaces can be counted without reading those that were decided.
create index approvals_open on approvals (created_at) where status = 'open';
