-- state is connected, needs_reauthorization or left. A connected shop whose authorization_ends is set expires then.
alter table shop add column authorization_ends timestamptz, add column reason text not null default '',
  add column changed_at timestamptz not null default clock_timestamp(), add column told boolean not null default false;
create index shop_untold on shop (shop_id) where not told;
