-- What a shopper agreed to beforehand, and what was bought under it.
create table mandate (
  shop_id text not null,
  mandate_id text not null,
  version integer not null,
  email text not null,
  customer_id text,
  document blob not null,
  primary key (shop_id, mandate_id)
);

create index mandate_email on mandate (shop_id, email);

-- Watches and subscriptions; when they are looked at next is a job.
create table automation (
  shop_id text not null,
  automation_id text not null,
  version integer not null,
  kind text not null,
  unended integer not null,
  product_id text not null,
  variant_id text not null,
  email text not null,
  customer_id text,
  created_at integer not null,
  document blob not null,
  primary key (shop_id, automation_id)
);

create index automation_product on automation (shop_id, product_id) where kind = 'watch' and unended = 1;

create index automation_variant on automation (shop_id, variant_id) where kind = 'watch' and unended = 1;

create index automation_email on automation (shop_id, email, created_at);

create index automation_customer on automation (shop_id, customer_id) where customer_id is not null;

-- How far the change log was followed for somebody; work of no shop has an empty shop_id.
create table follower (
  shop_id text not null,
  name text not null,
  position integer not null,
  primary key (shop_id, name)
) without rowid;
