-- An account for which nothing waits has no next release: it costs nothing until something does.
drop index accounts_paced;
create index accounts_paced on accounts (next_release) where next_release is not null and paused_since is null;
