-- Times are microseconds since 1970-01-01 UTC. Documents are UTF-8 JSON.
-- Every key begins with the shop, so that a database spread over machines can spread by it;
-- the change log alone is ordered over all shops: by its sequence on SQLite, by its transaction on PostgreSQL. Small rows live in their key's tree (without rowid):
-- each tree that a transition touches is a page more to flush.

create table shop (
  shop_id text not null primary key,
  document blob not null
);

create table product (
  shop_id text not null,
  product_id text not null,
  handle text not null,
  content_hash blob not null,
  document blob not null,
  primary key (shop_id, product_id)
);

create unique index product_handle on product (shop_id, handle);

-- Which product a variant belongs to; a variant that carries its product's own id needs no row.
create table variant (
  shop_id text not null,
  variant_id text not null,
  product_id text not null,
  primary key (shop_id, variant_id)
) without rowid;

create table stock (
  shop_id text not null,
  variant_id text not null,
  location_id text not null,
  on_hand integer not null check (on_hand >= 0),
  reserved integer not null default 0 check (reserved >= 0),
  source text,
  read_at integer,
  primary key (shop_id, variant_id, location_id)
) without rowid;

create table review (
  shop_id text not null,
  review_id text not null,
  product_id text not null,
  created_at integer not null,
  document blob not null,
  primary key (shop_id, review_id)
);

create index review_product on review (shop_id, product_id, created_at);

create table policy (
  shop_id text not null,
  policy_id text not null,
  document blob not null,
  primary key (shop_id, policy_id)
) without rowid;

create table catalog_change (
  sequence integer primary key autoincrement,
  shop_id text not null,
  kind text not null,
  key text not null,
  at integer not null
--postgres: , position bigint not null default (pg_current_xact_id()::text::bigint)
);

--postgres: create index catalog_change_position on catalog_change (position, sequence);

create table selling_rules (
  shop_id text not null primary key,
  version integer not null,
  document blob not null
);

create table cart (
  shop_id text not null,
  cart_id text not null,
  version integer not null,
  updated_at integer not null,
  expires_at integer not null,
  document blob not null,
  primary key (shop_id, cart_id)
);

create index cart_updated on cart (updated_at);

-- payment_started_at is set while a payment has been started and has no outcome.
create table checkout (
  shop_id text not null,
  checkout_id text not null,
  version integer not null,
  status text not null,
  cart_id text,
  payment_started_at integer,
  updated_at integer not null,
  expires_at integer not null,
  document blob not null,
  primary key (shop_id, checkout_id)
);

create index checkout_cart on checkout (shop_id, cart_id) where cart_id is not null;

create index checkout_unsettled on checkout (payment_started_at) where payment_started_at is not null;

create index checkout_open on checkout (updated_at) where status <> 'Completed';

create table placed_order (
  shop_id text not null,
  order_id text not null,
  version integer not null,
  number integer not null,
  checkout_id text not null,
  status text not null,
  email text,
  customer_id text,
  created_at integer not null,
  search_text text not null,
  document blob not null,
  primary key (shop_id, order_id)
);

create unique index placed_order_number on placed_order (shop_id, number);

-- a checkout becomes an order once, whatever else goes wrong
create unique index placed_order_checkout on placed_order (shop_id, checkout_id);

create index placed_order_email on placed_order (shop_id, email) where email is not null;

create index placed_order_customer on placed_order (shop_id, customer_id) where customer_id is not null;

create table counter (
  shop_id text not null,
  name text not null,
  value integer not null,
  primary key (shop_id, name)
) without rowid;

create table idempotency (
  shop_id text not null,
  scope text not null,
  key text not null,
  request_hash text not null,
  kind text not null,
  document blob not null,
  at integer not null,
  primary key (shop_id, scope, key)
);

create index idempotency_at on idempotency (at);

create table outbox (
  shop_id text not null,
  message_id text not null,
  kind text not null,
  state text not null,
  created_at integer not null,
  next_attempt_at integer not null,
  lease_until integer not null default 0,
  document blob not null,
  primary key (shop_id, message_id)
) without rowid;

create index outbox_due on outbox (next_attempt_at) where state = 'Waiting';

create index outbox_created on outbox (shop_id, created_at);

-- An account and the sums of its postings; an addition past 64 bits is refused, not rounded.
create table account (
  shop_id text not null,
  account_id text not null,
  party text not null,
  kind text not null,
  asset text not null,
  debits integer not null check (typeof(debits) = 'integer'),
  credits integer not null check (typeof(credits) = 'integer'),
  primary key (shop_id, account_id)
) without rowid;

create table transfer (
  shop_id text not null,
  transfer_id text not null,
  debit_account text not null,
  credit_account text not null,
  asset text not null,
  amount integer not null check (amount > 0),
  kind text not null,
  reference text not null,
  at integer not null,
  note text,
  primary key (shop_id, transfer_id),
  foreign key (shop_id, debit_account) references account (shop_id, account_id),
  foreign key (shop_id, credit_account) references account (shop_id, account_id)
) without rowid;

create index transfer_at on transfer (shop_id, at);

create index transfer_reference on transfer (shop_id, reference);

create index transfer_debit on transfer (shop_id, debit_account, at);

create index transfer_credit on transfer (shop_id, credit_account, at);

create table customer (
  shop_id text not null,
  customer_id text not null,
  version integer not null,
  email text not null,
  document blob not null,
  primary key (shop_id, customer_id)
);

create unique index customer_email on customer (shop_id, email);

create table customer_token (
  shop_id text not null,
  token_hash text not null,
  kind text not null,
  customer_id text not null,
  expires_at integer not null,
  primary key (shop_id, token_hash),
  foreign key (shop_id, customer_id) references customer (shop_id, customer_id) on delete cascade
) without rowid;

create index customer_token_customer on customer_token (shop_id, customer_id);

create index customer_token_expiry on customer_token (expires_at);

create table conversation (
  shop_id text not null,
  conversation_id text not null,
  version integer not null,
  language text not null,
  order_id text,
  turns integer not null,
  first_said text not null,
  updated_at integer not null,
  document blob not null,
  primary key (shop_id, conversation_id)
);

create index conversation_updated on conversation (shop_id, updated_at);
