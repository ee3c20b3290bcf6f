drop table claims, plans, packages, bots, api_keys, workspaces;
