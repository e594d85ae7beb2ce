-- Gift cards by the hash of their code; what is left on them is an account of the ledger.
create table gift_card (
  shop_id text not null,
  card_id text not null,
  version integer not null,
  order_id text,
  issued_at integer not null,
  document blob not null,
  primary key (shop_id, card_id)
);

create index gift_card_issued on gift_card (shop_id, issued_at);

create index gift_card_order on gift_card (shop_id, order_id);

-- What operators have to look at: open returns, withdrawals to refund, disputes. Follows the order's document.
create table order_case (
  shop_id text not null,
  case_id text not null,
  order_id text not null,
  kind text not null,
  state text not null,
  opened_at integer not null,
  due_at integer,
  primary key (shop_id, case_id)
);

create index order_case_opened on order_case (shop_id, opened_at);

create index order_case_order on order_case (shop_id, order_id);
