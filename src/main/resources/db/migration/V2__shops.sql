-- Sellers who authorized the app, and their shops. Tokens are stored encrypted from the first row on.
create table seller (
  open_id text primary key,
  name text not null default '',
  region text not null default '',
  access_token bytea not null,
  access_token_expires_at timestamptz not null,
  refresh_token bytea not null,
  refresh_token_expires_at timestamptz not null,
  scopes text[] not null default '{}',
  -- Counts the renewals: whoever refreshes generation n stores n + 1, and only while n is still there.
  generation bigint not null default 1,
  obtained_at timestamptz not null default clock_timestamp(),
  -- Who refreshes right now. Nobody else tries before the lease is over.
  refresh_owner uuid,
  refresh_until timestamptz,
  -- connected, or authorize-again with the reason.
  state text not null default 'connected',
  reason text not null default '',
  changed_at timestamptz not null default clock_timestamp()
);

-- Webhooks name the shop by its id, API calls by its cipher: the pair belongs together.
create table shop (
  shop_id text primary key,
  seller_open_id text not null references seller,
  name text not null,
  region text not null,
  seller_type text not null default '',
  cipher text not null,
  state text not null default 'connected',
  connected_at timestamptz not null default clock_timestamp()
);
create index shop_seller on shop (seller_open_id);
