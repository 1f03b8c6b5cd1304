-- How an account wants its deliveries; null is as for everybody.
alter table accounts
    add column retry_schedule bigint[],      -- the waits in milliseconds
    add column request_timeout_ms integer,
    add column header_names text[],          -- that come with each delivery, with their values
    add column header_values text[],
    add column tested_at timestamptz,        -- when it last asked for a test event
    add check (cardinality(header_names) is not distinct from cardinality(header_values));
