-- A shop's keys for signatures, the private halves encrypted.
create table signing_keys (
  shop_id text not null,
  version integer not null,
  document blob not null,
  primary key (shop_id)
);

-- What the merchant decided about agents: one document a shop.
create table agent_policy (
  shop_id text not null,
  version integer not null,
  document blob not null,
  primary key (shop_id)
);

-- Agents that were here.
create table agent (
  shop_id text not null,
  agent_id text not null,
  first_seen integer not null,
  last_seen integer not null,
  requests integer not null,
  refused integer not null,
  document blob not null,
  primary key (shop_id, agent_id)
);

create index agent_last_seen on agent (last_seen);

-- Each request of an agent with its answer. Ids sort by time.
create table agent_exchange (
  shop_id text not null,
  exchange_id text not null,
  agent_id text not null,
  at integer not null,
  door text not null,
  operation text not null,
  status integer not null,
  code text,
  proof text not null,
  subject text,
  related text,
  document blob not null,
  primary key (shop_id, exchange_id)
);

create index agent_exchange_agent on agent_exchange (shop_id, agent_id, exchange_id);

create index agent_exchange_subject on agent_exchange (shop_id, subject, exchange_id) where subject is not null;

create index agent_exchange_related on agent_exchange (shop_id, related, exchange_id) where related is not null;

create index agent_exchange_at on agent_exchange (at);
