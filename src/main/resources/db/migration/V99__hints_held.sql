-- Of which shop no hints of a kind are claimed for a while, as TikTok Shop refuses every call that reads them.
create table hint_held (
    kind       text        not null,
    shop_id    text        not null,
    seconds    integer     not null,
    held_until timestamptz not null,
    primary key (kind, shop_id)
);
