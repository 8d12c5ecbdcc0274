-- TikTok Shop's search of products gives up at more than 10,000: the window is halved so often until it fits.
alter table pull add column narrowed smallint not null default 0;
