-- What the test payment provider remembers: apart from the shop's transactions, as an outside system.
-- sequence orders the faults that are scripted for the next operations.
create table test_payment (
  shop_id text not null,
  payment_id text not null,
  document blob not null,
  primary key (shop_id, payment_id)
);

create table test_fault (
  shop_id text not null,
  operation text not null,
  sequence integer not null,
  fault text not null,
  primary key (shop_id, operation, sequence)
);

-- Events of payment providers that were received: each counts once.
create table payment_event (
  shop_id text not null,
  handler text not null,
  event_id text not null,
  type text not null,
  received_at integer not null,
  primary key (shop_id, handler, event_id)
);

create index payment_event_received on payment_event (received_at);

-- A shop's secrets towards a payment provider, encrypted.
create table payment_secret (
  shop_id text not null,
  handler text not null,
  version integer not null,
  document blob not null,
  primary key (shop_id, handler)
);

-- What customers owe for orders that are paid later; numbered without gaps once it is issued.
create table invoice (
  shop_id text not null,
  payment_id text not null,
  customer_id text not null,
  currency text not null,
  state text not null,
  amount integer not null,
  number integer,
  due_at integer,
  document blob not null,
  primary key (shop_id, payment_id)
);

create unique index invoice_number on invoice (shop_id, number) where number is not null;

create index invoice_customer on invoice (shop_id, customer_id, state);
