-- What waits for a turn and what waits for the end of a pause lie apart, each by its account: who looks for the one never
-- reads the other, and goes from account to account without reading all that waits for one.
drop index deliveries_parked;
create index deliveries_parked on deliveries (next_attempt_at, account_id, id)
    where next_attempt_at >= timestamptz '9998-01-01 00:00Z';

-- An account for which nothing waits has no next release: it costs nothing until something does.
drop index accounts_paced;
create index accounts_paced on accounts (next_release) where next_release is not null and paused_since is null;
