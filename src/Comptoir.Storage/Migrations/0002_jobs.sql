-- Work to be done at a moment, on whatever node has time; that of no shop has an empty shop_id. Whoever takes a job moves due_at to the
-- end of the lease and proves with lease_token that it is still theirs. What is scheduled meanwhile waits in wanted_at.
create table job (
  shop_id text not null,
  kind text not null,
  key text not null,
  due_at integer not null,
  attempts integer not null default 0,
  lease_token text,
  wanted_at integer,
  data text,
  last_error text,
  primary key (shop_id, kind, key)
) without rowid;

create index job_due on job (due_at);
