-- Tokens go with the authorization, and with those that are over already.
alter table seller alter column access_token drop not null, alter column refresh_token drop not null;
update seller set access_token = null, refresh_token = null where state <> 'connected';
alter table seller add check (state <> 'connected' or access_token is not null and refresh_token is not null);
create index seller_ends on seller (refresh_token_expires_at) where state = 'connected';
