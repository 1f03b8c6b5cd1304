-- Until when nothing should be sent to an account whose endpoint failed again and again: what any instance learned of
-- it, for all of them. Few are held at a time, so that whether one is costs a fan-out a look into a small index.
alter table accounts add column held_until timestamptz;
create index accounts_held on accounts (id) include (held_until) where held_until is not null;
