-- Whether an account's endpoint gets anything: paused by its owner, gone for good (410), or failed too often in a row.
alter table accounts
    add column paused_since timestamptz,
    add column gone_since timestamptz,
    add column over_limit_since timestamptz,
    add column next_resumption timestamptz; -- when the next of what waited for the end of a pause is made due
update accounts set over_limit_since = now() where failed_count >= 250;

-- What a fan-out asks of accounts whose deliveries are not to be leased now.
create index accounts_waiting on accounts (id) include (held_until, paused_since)
    where held_until is not null or paused_since is not null;
drop index accounts_held;
create index accounts_resuming on accounts (next_resumption) where next_resumption is not null;

-- Those that wait for their account have a next attempt that no clock reaches, so that the relay never looks at them:
-- in 9999 for the end of a pause, in 9998 for their turn at an account's own pace.
create index deliveries_parked on deliveries (account_id, id) where next_attempt_at >= timestamptz '9998-01-01 00:00Z';
