-- Changes of the app's secret while the integration runs: each says what it led from and to, and the environment says where to begin.
create table app_secret_change (
  position bigint generated always as identity primary key,
  from_key text not null,
  from_secret bytea not null,
  to_key text not null,
  to_secret bytea not null,
  changed_by text not null,
  changed_at timestamptz not null default clock_timestamp(),
  taken_back_by text,
  taken_back_at timestamptz
);
