-- Once, on a new cluster, as the superuser:
--   psql 'postgresql://postgres@HOST1,HOST2,HOST3/postgres?target_session_attrs=read-write' -v password=... -f first-start.sql
CREATE ROLE pingan LOGIN PASSWORD :'password';
CREATE DATABASE pingan OWNER pingan ENCODING 'UTF8';
