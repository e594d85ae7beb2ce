-- Models: what the operator wrote (setup, prices, contracts, keys), every call, limits by the minute, answers kept.

create table compute_document (
  shop_id text not null,
  kind text not null,
  document_id text not null,
  version integer not null,
  recorded_at integer not null,
  document blob not null,
  primary key (shop_id, kind, document_id, version)
) without rowid;

create table compute_revision (
  shop_id text not null,
  revision integer not null,
  primary key (shop_id)
) without rowid;

create table compute_call (
  shop_id text not null,
  call_id text not null,
  state text not null,
  started_at integer not null,
  day integer not null,
  key_id text,
  deployment text not null,
  contract_id text,
  conversation_id text,
  order_id text,
  currency text not null,
  cost integer,
  tokens integer not null,
  document blob not null,
  primary key (shop_id, call_id)
) without rowid;

create index compute_call_started on compute_call (shop_id, started_at);
create index compute_call_day on compute_call (shop_id, day);
create index compute_call_state on compute_call (shop_id, state, started_at) where state in ('Open', 'Estimated');
create index compute_call_order on compute_call (shop_id, order_id) where order_id is not null;
create index compute_call_conversation on compute_call (shop_id, conversation_id) where conversation_id is not null;

create table compute_minute (
  shop_id text not null,
  bucket text not null,
  minute integer not null,
  used integer not null,
  primary key (shop_id, bucket, minute)
) without rowid;

create table compute_answer (
  shop_id text not null,
  answer_key text not null,
  expires_at integer not null,
  document blob not null,
  primary key (shop_id, answer_key)
) without rowid;
