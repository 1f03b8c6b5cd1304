-- How an account wants its deliveries; null is as for everybody.
alter table accounts
    add column retry_schedule bigint[],      -- the waits in milliseconds
    add column request_timeout_ms integer,
    add column header_names text[],          -- that come with each delivery, with their values
    add column header_values text[],
    add column rate_per_second integer,      -- the most attempts that are to begin in a second
    add column next_release timestamptz,     -- when the next of what waits for its turn may begin
    add column tested_at timestamptz,        -- when it last asked for a test event
    add check (cardinality(header_names) is not distinct from cardinality(header_values));

drop index accounts_waiting;
create index accounts_waiting on accounts (id) include (held_until, paused_since, rate_per_second)
    where held_until is not null or paused_since is not null or rate_per_second is not null;
create index accounts_paced on accounts (next_release) where rate_per_second is not null;
