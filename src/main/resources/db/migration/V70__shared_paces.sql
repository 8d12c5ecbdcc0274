-- What a person has set instead of the knob, for all replicas; shop_id is empty where it holds for every shop without a row of its own.
create table pace (
    operation  text    not null,
    shop_id    text    not null default '',
    per_second integer not null check (per_second >= 0),
    primary key (operation, shop_id)
);

-- What TikTok Shop refused lately: all replicas call that shop less often until whole_at, and not at all before not_before.
create table pace_lowered (
    shop_id    text        not null,
    operation  text        not null,
    percent    integer     not null check (percent between 1 and 99),
    lowered_at timestamptz not null,
    not_before timestamptz not null,
    whole_at   timestamptz not null,
    primary key (shop_id, operation)
);

create index on pace_lowered (whole_at);

-- What is left of a pace at this moment: it comes back evenly, once calls are allowed again.
create function pace_percent(lowered pace_lowered) returns integer language sql as $$
    select least(100, lowered.percent + floor((100 - lowered.percent)
      * greatest(0, extract(epoch from clock_timestamp() - greatest(lowered.lowered_at, lowered.not_before)))
      / extract(epoch from lowered.whole_at - greatest(lowered.lowered_at, lowered.not_before))))::integer
$$;

-- The token buckets that all replicas take from, as Bucket4j keeps them. Not logged: after a crash of the database they begin anew.
create unlogged table pace_bucket (
    id    text primary key,
    state bytea
) with (fillfactor = 50);
