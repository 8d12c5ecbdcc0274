-- What somebody has to mend: one row per cause, however often it is met. shop_id is '-' where the cause is not of one shop, code is
-- TikTok's, 0 where it told none. fact_at and gone are the latest fact: older ones count, and change no state.
create table issue (
  id bigint generated always as identity primary key,
  kind text not null,
  shop_id text not null,
  subject text not null,
  code integer not null,
  state text not null,
  times bigint not null,
  occurrence integer not null default 1,
  detail text not null,
  first_seen_at timestamptz,
  last_seen_at timestamptz,
  fact_at timestamptz not null,
  gone boolean not null,
  changed_at timestamptz not null default clock_timestamp(),
  changed_by text,
  note text,
  told boolean not null default false,
  unique (kind, shop_id, subject, code)
);
create index issue_untold on issue (id) where not told;
create index issue_unresolved on issue (kind) where state <> 'resolved';
create index issue_never_seen on issue (changed_at) where times = 0;

-- That a cause was met, or is gone: written by the transaction that meets it, and taken up at once. at is TikTok's time, null for now.
create table issue_report (
  position bigint generated always as identity primary key,
  kind text not null,
  shop_id text not null default '-',
  subject text not null default '',
  code integer not null default 0,
  at timestamptz,
  gone boolean not null default false,
  times integer not null default 1,
  detail text not null default ''
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- What TikTok's code was when a hint was refused last, and the request_id that its support asks for.
alter table hint add column refused_code integer, add column request_id text;
create index hint_refused on hint (refused_code, shop_id) where refused_code is not null;
alter table hint_parked add column code integer not null default 0;
alter table pull add column refused_code integer;

create index delivery_parked_type on delivery_parked (receiver, type);
