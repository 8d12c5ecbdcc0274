-- Authorizations that were begun here. Both texts are random, and only their hashes are kept: state goes to TikTok Shop and back, the
-- other one stays in the browser's cookie. returned_at makes each good once, on any replica.
create table authorization_start (
  state_sha256 bytea primary key,
  browser_sha256 bytea not null,
  ends_at timestamptz not null,
  returned_at timestamptz
);
create index authorization_start_ends on authorization_start (ends_at);

-- When the webhooks of a shop are to be looked at, and registered where they are missing.
alter table shop add column webhooks_due_at timestamptz not null default clock_timestamp() + interval '10 minutes';
create index shop_webhooks_due on shop (webhooks_due_at);
