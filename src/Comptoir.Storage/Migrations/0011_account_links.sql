-- Platforms that customers may link their account to.
create table oauth_client (
  shop_id text not null,
  client_id text not null,
  version integer not null,
  document blob not null,
  primary key (shop_id, client_id)
);

-- A customer's yes to a platform.
create table oauth_link (
  shop_id text not null,
  link_id text not null,
  customer_id text not null,
  client_id text not null,
  at integer not null,
  revoked_at integer,
  document blob not null,
  primary key (shop_id, link_id)
);

create index oauth_link_customer on oauth_link (shop_id, customer_id, at) where revoked_at is null;

create index oauth_link_client on oauth_link (shop_id, client_id) where revoked_at is null;

-- Codes and tokens by their hash. The link of a code is added when it is redeemed.
create table oauth_token (
  shop_id text not null,
  token_hash text not null,
  link_id text not null,
  expires_at integer not null,
  spent_at integer,
  document blob not null,
  primary key (shop_id, token_hash)
);

create index oauth_token_expiry on oauth_token (expires_at);
