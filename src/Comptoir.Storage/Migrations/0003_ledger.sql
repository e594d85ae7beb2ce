-- The book: transfers are only added; sums are folded into the accounts when transfers are sealed in batches.

alter table account add column account_limit text not null default 'None';
alter table account add column pending_debits integer not null default 0;
alter table account add column pending_credits integer not null default 0;
alter table account add column digest blob;
update account set debits = 0, credits = 0;

alter table transfer rename to transfer_before;
drop index transfer_at;
drop index transfer_reference;
drop index transfer_debit;
drop index transfer_credit;

-- No foreign keys: on PostgreSQL they would lock the rows of busy accounts. `comptoir ledger check` proves what they would.
create table transfer (
  shop_id text not null,
  transfer_id text not null,
  debit_account text not null,
  credit_account text not null,
  asset text not null,
  amount integer not null check (amount > 0),
  kind text not null,
  reference text not null,
  cause text,
  at integer not null,
  asked_at integer,
  recorded_at integer not null,
  phase text not null,
  pending_id text,
  pending_amount integer not null,
  expires_at integer,
  at_expiry text not null,
  note text,
  digest blob,
  batch integer,
  primary key (shop_id, transfer_id)
) without rowid;

insert into transfer (shop_id, transfer_id, debit_account, credit_account, asset, amount, kind, reference, at, recorded_at, phase, pending_amount, at_expiry, note)
select shop_id, transfer_id, debit_account, credit_account, asset, amount, kind, reference, at, at, 'Posted', 0, 'Release', note from transfer_before;

drop table transfer_before;

create index transfer_at on transfer (shop_id, at);
create index transfer_reference on transfer (shop_id, reference);
create index transfer_debit on transfer (shop_id, debit_account, at);
create index transfer_credit on transfer (shop_id, credit_account, at);
create index transfer_cause on transfer (shop_id, cause) where cause is not null;
create index transfer_expiry on transfer (shop_id, expires_at) where expires_at is not null;

-- the batch of a transfer, and those that have none yet
create index transfer_batch on transfer (shop_id, batch, transfer_id);

-- a pending transfer is resolved once
create unique index transfer_resolution on transfer (shop_id, pending_id) where pending_id is not null;

create table ledger_batch (
  shop_id text not null,
  batch integer not null,
  transfers integer not null,
  whole integer not null,
  sealed_at integer not null,
  hash blob not null,
  primary key (shop_id, batch)
) without rowid;

create table ledger_period (
  shop_id text not null,
  closed_before integer not null,
  closed_at integer not null,
  closed_by text not null,
  transfers integer not null,
  mark blob not null,
  primary key (shop_id, closed_before)
) without rowid;

create table contract (
  shop_id text not null,
  contract_id text not null,
  version integer not null,
  recorded_at integer not null,
  document blob not null,
  primary key (shop_id, contract_id, version)
) without rowid;

create table party (
  shop_id text not null,
  party_id text not null,
  name text not null,
  parent text,
  primary key (shop_id, party_id)
) without rowid;

-- from a transfer to its order to the conversation in which that was placed
create index conversation_order on conversation (shop_id, order_id) where order_id is not null;
