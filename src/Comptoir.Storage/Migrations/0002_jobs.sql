-- Work to be done at a moment, on whatever node has time. Whoever takes it holds it until lease_until and proves that with lease_token.
-- Work of no shop has an empty shop_id.
create table job (
  shop_id text not null,
  kind text not null,
  key text not null,
  due_at integer not null,
  attempts integer not null default 0,
  lease_until integer not null default 0,
  lease_token text,
  data text,
  last_error text,
  primary key (shop_id, kind, key)
) without rowid;

create index job_due on job (due_at);
