-- What a person has set instead of the knob, for all replicas.
create table pace (
    operation  text primary key,
    per_second integer not null check (per_second >= 0)
);

-- What TikTok Shop refused lately: all replicas call that shop less often, and not at all before not_before.
create table pace_lowered (
    shop_id    text        not null,
    operation  text        not null,
    percent    integer     not null check (percent between 1 and 100),
    lowered_at timestamptz not null,
    raised_at  timestamptz not null,
    not_before timestamptz not null,
    primary key (shop_id, operation)
);

-- The token buckets that all replicas take from, as Bucket4j keeps them. Not logged: after a crash of the database they begin anew.
create unlogged table pace_bucket (
    id    text primary key,
    state bytea
) with (fillfactor = 50);
