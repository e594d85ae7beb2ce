-- Messages to one receiver are sent one after the other; null where order does not matter.
alter table outbox add column receiver text;

create index outbox_receiver on outbox (shop_id, receiver, message_id) where state = 'Waiting' and receiver is not null;

-- Receivers that want nothing more.
create table outbox_stop (
  shop_id text not null,
  receiver text not null,
  at integer not null,
  primary key (shop_id, receiver)
);
