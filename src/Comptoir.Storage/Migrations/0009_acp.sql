-- Keys that the merchant gave to agents, by the hash of the secret that its agent has.
create table agent_key (
  shop_id text not null,
  key_id text not null,
  version integer not null,
  key_hash text not null,
  created_at integer not null,
  document blob not null,
  primary key (shop_id, key_id)
);

create unique index agent_key_hash on agent_key (shop_id, key_hash);

-- The test payment provider's delegated cards and confirmations; no card is in it, only how it behaves.
create table test_vault (
  shop_id text not null,
  kind text not null,
  entry_id text not null,
  version integer not null,
  expires_at integer not null,
  document blob not null,
  primary key (shop_id, kind, entry_id)
);

create index test_vault_expiry on test_vault (expires_at);
