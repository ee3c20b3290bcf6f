drop index approvals_open;
