-- Which trigger a call with an idempotency key made, for when the call comes again. A row is written by the very
-- statement that fires, and removed in small batches once it is old.
create table idempotency_keys (
    account_id   uuid        not null,
    key          text        not null,
    fingerprint  bytea       not null, -- SHA-256 of what was to be fired with it
    triggered_id uuid        not null,
    epoch        timestamptz not null,
    primary key (account_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (epoch);

-- The JSON Schema that a registration's messages fit, in the form of json.dumps; null where they may be anything.
alter table registrations add column event_schema text;
