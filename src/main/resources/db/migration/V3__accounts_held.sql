-- Until when nothing should be sent to an account whose endpoint failed again and again: what any instance learned of
-- it, for all of them. It stays when it is over, until the endpoint answers or there is another; so few have one that
-- whether an account is held costs a fan-out a look into a small index.
alter table accounts add column held_until timestamptz;
create index accounts_held on accounts (id) include (held_until) where held_until is not null;
