-- How many attempts each account got in each minute, and how long they took: added to by the statement that records
-- them, so that nobody has to scan attempts for it.
create table attempt_counts (
    account_id uuid        not null,
    minute     timestamptz not null, -- in which they began
    succeeded  boolean     not null,
    duration   smallint    not null, -- a class of durations, of a fixed list
    slot       smallint    not null, -- instances add to rows of their own, or they would wait for each other's commits
    attempts   bigint      not null,
    primary key (account_id, minute, succeeded, duration, slot)
) partition by range (minute);
-- Each row is added to for a minute: without room in its page each time would cost an entry in the index.
create table attempt_counts_default partition of attempt_counts default with (fillfactor = 60);
