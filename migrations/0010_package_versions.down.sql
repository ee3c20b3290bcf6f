drop function store_package(uuid, text, text, bytea, text);
drop table package_versions;
