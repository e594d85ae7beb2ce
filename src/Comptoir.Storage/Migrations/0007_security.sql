-- Operators, their sign-ins and the key ring belong to the whole server; their shop is empty.
create table console_operator (
  shop_id text not null,
  operator_id text not null,
  version integer not null,
  key_hash text,
  created_at integer not null,
  document blob not null,
  primary key (shop_id, operator_id)
);

create unique index console_operator_key on console_operator (shop_id, key_hash) where key_hash is not null;

create table operator_passkey (
  shop_id text not null,
  passkey_id text not null,
  operator_id text not null,
  created_at integer not null,
  document blob not null,
  primary key (shop_id, passkey_id)
);

create index operator_passkey_operator on operator_passkey (shop_id, operator_id);

-- Sessions, invitations and challenges, by the hash of the token that their holder has.
create table operator_ticket (
  shop_id text not null,
  kind text not null,
  token_hash text not null,
  operator_id text,
  expires_at integer not null,
  payload text,
  primary key (shop_id, kind, token_hash)
);

create index operator_ticket_operator on operator_ticket (shop_id, operator_id);

create index operator_ticket_expiry on operator_ticket (expires_at);

-- Tries of one name (hashed) in a window that ends at until.
create table attempt (
  shop_id text not null,
  kind text not null,
  name text not null,
  tries integer not null,
  until integer not null,
  primary key (shop_id, kind, name)
);

create index attempt_until on attempt (until);

-- Only ever added to. Ids sort by time, so a page is a range of a key.
create table audit_entry (
  shop_id text not null,
  entry_id text not null,
  at integer not null,
  actor text not null,
  actor_id text,
  action text not null,
  object_id text,
  door text not null,
  outcome text not null,
  primary key (shop_id, entry_id)
);

create index audit_entry_actor on audit_entry (shop_id, actor_id, entry_id) where actor_id is not null;

create index audit_entry_object on audit_entry (shop_id, object_id, entry_id) where object_id is not null;

create index audit_entry_action on audit_entry (shop_id, action, entry_id);

-- What cookies and stored secrets are encrypted with; itself encrypted when the server is given a key for it.
create table key_ring (
  shop_id text not null,
  name text not null,
  added_at integer not null,
  document text not null,
  primary key (shop_id, name)
);
