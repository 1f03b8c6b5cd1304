-- What waits for a turn and what waits for the end of a pause lie apart, each by its account: who looks for the one never
-- reads the other, and goes from account to account without reading all that waits for one. The index before is dropped by
-- the next migration: both at once would keep readers away while this one is built.
create index deliveries_awaiting on deliveries (next_attempt_at, account_id, id)
    where next_attempt_at >= timestamptz '9998-01-01 00:00Z';
